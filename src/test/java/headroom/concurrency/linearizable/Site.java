package headroom.concurrency.linearizable;

import com.fasterxml.jackson.databind.JsonNode;
import headroom.concurrency.linearizable.Answer.Misfit;
import headroom.testing.Api;
import headroom.testing.Reply;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** The tree of {@link Workload} at the product: makes calls of HTTP requests, and answers of what comes back. */
final class Site {
    private static final String PROBLEM = "urn:headroom:problem:";

    private final Map<String, UUID> quotas = new HashMap<>();
    private final Map<UUID, String> quotaNames = new HashMap<>();
    private final Map<String, UUID> allocations = new ConcurrentHashMap<>();
    private final Map<UUID, String> allocationNames = new ConcurrentHashMap<>();
    private final AtomicInteger named = new AtomicInteger();

    private final Queue<String> failures = new ConcurrentLinkedQueue<>();

    Site(Api api) {
        quota("acme", api.quota("organization", "acme", "20", null));
        for (String team : List.of("left", "right")) {
            quota(team, api.quota("team", team, "14", quotas.get("acme")));
        }
        for (String user : Workload.USERS) {
            String team = Workload.USERS.indexOf(user) < 2 ? "left" : "right";
            quota(user, api.quota("user", user, "9", quotas.get(team)));
        }
    }

    private void quota(String name, UUID id) {
        quotas.put(name, id);
        quotaNames.put(id, name);
    }

    /** Makes the call; empty where it is not known whether it took effect. */
    Optional<Answer> send(Api api, Call call) {
        try {
            return request(api, call).flatMap(reply -> answer(call, reply));
        } catch (UncheckedIOException nobodyThere) {
            return Optional.of(new Answer.TurnedAway("nobody there"));
        }
    }

    /** Answers that no rule knows; what they did is for the judge to find out. */
    Queue<String> failures() {
        return failures;
    }

    private Optional<Reply> request(Api api, Call call) {
        if (call instanceof Call.Allocate allocate) {
            return api.attempt("POST", "allocations", """
                    {"quota_id":"%s","job_id":"%s","requested_value":%d,"state":"%s"}""".formatted(
                            quotas.get(allocate.quota()),
                            allocate.job(),
                            allocate.amount(),
                            allocate.reserved() ? "reserved" : "active"));
        }
        if (call instanceof Call.Commit commit) {
            String path = "allocations/" + allocations.get(commit.allocation()) + "/commit";
            return api.attempt("POST", path, "{\"amount\":%d}".formatted(commit.amount()));
        }
        if (call instanceof Call.Release release) {
            return api.attempt("DELETE", "allocations/" + allocations.get(release.allocation()), null);
        }
        if (call instanceof Call.ChangeLimit change) {
            String path = "quotas/" + quotas.get(change.quota());
            return api.attempt("PUT", path, "{\"limit_value\":%d}".formatted(change.limit()));
        }
        if (call instanceof Call.Check check) {
            return api.attempt("POST", "allocations/check", """
                    {"entity_type":"user","entity_id":"%s","resource_type":"concurrent_gpus","requested_value":%d}""".formatted(check.quota(), check.amount()));
        }
        return api.attempt("GET", "quotas/" + quotas.get(((Call.ReadUsage) call).quota()) + "/usage", null);
    }

    private Optional<Answer> answer(Call call, Reply reply) {
        if (reply.status() == 429) {
            return Optional.of(new Answer.TurnedAway("429"));
        }
        if (reply.status() >= 500) {
            if (reply.status() != 503) {
                failures.add(call + ": " + reply.http().body());
            }
            return Optional.empty();
        }
        JsonNode body = reply.body();
        if (reply.status() >= 400) {
            return Optional.of(refused(reply, body));
        }
        if (call instanceof Call.Allocate) {
            return Optional.of(new Answer.Admitted(name(reply.is(201).text("/id"))));
        }
        reply.is(200);
        if (call instanceof Call.Check) {
            return Optional.of(new Answer.Judged(
                    body.path("allowed").booleanValue(), whole(body, "max_grantable"), misfits(body)));
        }
        if (call instanceof Call.ReadUsage) {
            return Optional.of(new Answer.Usage(
                    whole(body, "limit"),
                    whole(body, "usage"),
                    whole(body, "own_usage"),
                    whole(body, "reserved"),
                    whole(body, "headroom")));
        }
        return Optional.of(new Answer.Done());
    }

    private Answer refused(Reply reply, JsonNode body) {
        String type = body.path("type").asText();
        return switch (type.startsWith(PROBLEM) ? type.substring(PROBLEM.length()) : type) {
            case "quota-exceeded" -> new Answer.Denied(whole(body, "max_grantable"), misfits(body));
            case "already-exists" ->
                new Answer.AlreadyExists(name(body.path("allocation_id").asText()));
            case "already-released" -> {
                reply.hasText("/allocation/state", "released");
                yield new Answer.AlreadyReleased();
            }
            case "conflict" -> new Answer.Conflict();
            case "invalid-hierarchy" -> new Answer.InvalidLimit();
            case "not-found" -> new Answer.NotFound();
            default ->
                throw new AssertionError("unexpected answer " + reply.http().body());
        };
    }

    /** The name of an allocation in the history, made up when it is first heard of. */
    private String name(String id) {
        return allocationNames.computeIfAbsent(UUID.fromString(id), fresh -> {
            String name = "a" + named.incrementAndGet();
            allocations.put(name, fresh);
            return name;
        });
    }

    private List<Misfit> misfits(JsonNode body) {
        List<Misfit> misfits = new ArrayList<>();
        for (JsonNode violation : body.path("violations")) {
            UUID quota = UUID.fromString(violation.path("quota_id").asText());
            misfits.add(new Misfit(quotaNames.get(quota), whole(violation, "limit"), whole(violation, "usage")));
        }
        return misfits;
    }

    private static long whole(JsonNode node, String field) {
        return node.path(field).decimalValue().longValueExact();
    }
}
