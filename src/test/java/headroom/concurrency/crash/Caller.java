package headroom.concurrency.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import headroom.testing.Reply;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A caller that asks for allocations of its own jobs and steps them, one request after the other, and remembers what it was
 * told and what it was not. Used by one thread at a time.
 */
final class Caller {
    /** Answers to requests with a key that are asked for again after a crash. */
    private static final int REPEATED = 8;

    private final String name;
    private final List<MortalServer> servers;
    private final List<UUID> quotas;
    private final Random random;
    private final List<Job> jobs = new ArrayList<>();
    private final List<Request> unanswered = new ArrayList<>();
    /** Jobs that an unanswered request is about. */
    private final Set<Job> inDoubt = new HashSet<>();

    private final Deque<Answered> answered = new ArrayDeque<>();
    private int preferred;

    private record Answered(Request request, Reply reply) {}

    Caller(int number, List<MortalServer> servers, List<UUID> quotas) {
        this.name = "caller-" + number;
        this.servers = servers;
        this.quotas = quotas;
        this.random = new Random(number);
        this.preferred = number % servers.size();
    }

    List<Job> jobs() {
        return jobs;
    }

    int unanswered() {
        return unanswered.size();
    }

    /** One request of some kind. */
    void step() {
        int dice = random.nextInt(100);
        if (dice < 30) {
            allocate();
        } else if (dice < 50) {
            batch();
        } else if (dice < 70) {
            pick(Job::isReserved, this::commit);
        } else if (dice < 80) {
            pick(Job::isLeased, this::renew);
        } else {
            pick(Job::isLive, this::release);
        }
    }

    private void allocate() {
        Job job = job();
        ask(Request.post("allocations", job.json(), random.nextBoolean(), job, reply -> {
            if (reply.status() == 201) {
                job.allocated(reply.body());
            } else {
                reply.hasText("/type", "urn:headroom:problem:quota-exceeded");
            }
        }));
    }

    private void batch() {
        boolean atomic = random.nextBoolean();
        List<Job> items = new ArrayList<>();
        for (int i = 0; i < 2 + random.nextInt(3); i++) {
            items.add(job());
        }
        String body = items.stream()
                .map(Job::json)
                .collect(Collectors.joining(
                        ",", "{\"mode\":\"" + (atomic ? "atomic" : "independent") + "\",\"items\":[", "]}"));
        ask(Request.post("allocations/batch", body, true, null, reply -> {
            if (reply.status() == 409) {
                assertThat(atomic).isTrue();
                return;
            }
            for (JsonNode result : reply.body().path("results")) {
                if (result.path("status").asInt() == 201) {
                    items.get(result.path("index").asInt()).allocated(result.path("allocation"));
                }
            }
        }));
    }

    private void commit(Job job) {
        long part = 1 + random.nextInt((int) job.amount());
        ask(Request.post(
                "allocations/" + job.allocation() + "/commit",
                "{\"amount\":" + part + "}",
                true,
                job,
                reply -> job.committed(reply, part)));
    }

    private void renew(Job job) {
        String path = "allocations/" + job.allocation() + "/renew";
        ask(Request.post(path, "{\"expires_in\":\"PT1H\"}", true, job, job::renewed));
    }

    private void release(Job job) {
        ask(Request.delete("allocations/" + job.allocation(), job, job::released));
    }

    private Job job() {
        boolean reserved = random.nextInt(3) == 0;
        Job job = new Job(
                name + "-job-" + jobs.size(),
                quotas.get(random.nextInt(quotas.size())),
                1 + random.nextInt(9),
                reserved,
                reserved && random.nextBoolean());
        jobs.add(job);
        return job;
    }

    private void pick(Predicate<Job> kind, Consumer<Job> step) {
        List<Job> fit = jobs.stream()
                .filter(job -> kind.test(job) && !inDoubt.contains(job))
                .toList();
        if (fit.isEmpty()) {
            allocate();
        } else {
            step.accept(fit.get(random.nextInt(fit.size())));
        }
    }

    private void ask(Request request) {
        MortalServer.Outcome outcome = servers.get(preferred).send(request);
        if (outcome.isTurnedAway()) {
            preferred = (preferred + 1) % servers.size();
        } else if (outcome.isUnknown()) {
            preferred = (preferred + 1) % servers.size();
            unanswered.add(request);
            if (request.job() != null) {
                inDoubt.add(request.job());
            }
        } else {
            understand(request, outcome.reply().orElseThrow());
        }
    }

    private void understand(Request request, Reply reply) {
        request.understand().accept(reply);
        if (request.key().isPresent()) {
            answered.addLast(new Answered(request, reply));
            if (answered.size() > REPEATED) {
                answered.removeFirst();
            }
        }
    }

    /**
     * After a crash: asks again for all that got no answer, which must take effect once, and for what got one, which must
     * be answered as before; each at both servers.
     */
    void recover() {
        for (Request request : unanswered) {
            if (request.key().isPresent()) {
                understand(request, insist(request, 0));
            } else if (request.method().equals("DELETE")) {
                request.job().releasedByNow(insist(request, 0));
            } else {
                lookFor(request.job());
            }
        }
        unanswered.clear();
        inDoubt.clear();
        for (Answered before : answered) {
            for (int server = 0; server < servers.size(); server++) {
                Reply again = insist(before.request(), server);
                assertThat(again.status())
                        .as("%s again: %s", before.request(), again.http().body())
                        .isEqualTo(before.reply().status());
                assertThat(again.body()).isEqualTo(before.reply().body());
            }
        }
    }

    /** The final answer; a key whose first request has just died may be held for a moment. */
    private Reply insist(Request request, int server) {
        return await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> servers.get(server).send(request),
                        outcome -> !outcome.isTurnedAway() && !outcome.isUnknown())
                .reply()
                .orElseThrow();
    }

    /** Without a key only the lists tell. */
    private void lookFor(Job job) {
        for (String state : List.of("reserved", "active", "expired")) {
            String path = "quotas/" + job.quota() + "/allocations?limit=500&state=" + state;
            for (JsonNode allocation : servers.get(0).api().all(path)) {
                if (allocation.path("job_id").asText().equals(job.name())) {
                    job.allocated(allocation);
                }
            }
        }
    }
}
