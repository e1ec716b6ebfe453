package headroom.breaker.rule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * Forty callers on two servers that share one breaker as the product does: a server permits from a copy that it reads every
 * half second, hears outcomes into buckets and writes them once a second; probes and moves are of the one breaker. Each caller
 * makes one call at a time, and waits 400 to 600 ms after it or after a refusal. Time is simulated, chance is seeded.
 */
final class OutageSimulation {
    private static final int SERVERS = 2;
    private static final long READ_MS = 500;
    private static final long WRITE_MS = 1_000;

    final List<Transition> moves = new ArrayList<>();
    long permitted;
    long refused;
    long failed;
    long slow;
    long probes;
    long probesFailed;

    private final Outage outage;
    private final Configuration configuration;
    private final SplittableRandom random = new SplittableRandom(42);
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final List<Server> servers = new ArrayList<>();
    private Breaker breaker;
    private long now;
    private long order;

    private record Event(long time, long order, Runnable what) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return time != other.time ? Long.compare(time, other.time) : Long.compare(order, other.order);
        }
    }

    /** What one server knows. */
    private static final class Server {
        private final String name;
        private final Map<Bucket, Bucket> unwritten = new HashMap<>();
        private Breaker copy;

        Server(String name, Breaker copy) {
            this.name = name;
            this.copy = copy;
        }
    }

    /** @param mode automatic, or disabled to see what happens without a breaker */
    OutageSimulation(Outage outage, Mode mode) {
        this.outage = outage;
        this.configuration = outage.calls().done();
        breaker = Breaker.closed(Calls.START);
        if (mode != Mode.AUTO) {
            breaker = breaker.force(configuration, mode, null, Calls.START).fold(Step::after, refusal -> {
                throw new IllegalArgumentException(refusal.detail());
            });
        }
        for (int server = 0; server < SERVERS; server++) {
            Server one = new Server("s" + server, breaker);
            servers.add(one);
            at(server * READ_MS / SERVERS, () -> read(one));
            at(server * WRITE_MS / SERVERS + 100, () -> write(one));
        }
        for (int caller = 0; caller < Outage.CALLERS; caller++) {
            int who = caller;
            at(random.nextLong(600), () -> call(who));
        }
    }

    OutageSimulation run() {
        while (!events.isEmpty() && events.peek().time() < outage.lasts()) {
            Event event = events.remove();
            now = event.time();
            event.what().run();
        }
        return this;
    }

    private void at(long time, Runnable what) {
        events.add(new Event(time, order++, what));
    }

    private Instant instant() {
        return Calls.START.plusMillis(now);
    }

    private void take(Step step) {
        breaker = step.after();
        moves.addAll(step.transitions());
    }

    private void read(Server server) {
        take(breaker.tick(configuration, instant()));
        server.copy = breaker;
        at(now + READ_MS, () -> read(server));
    }

    private void write(Server server) {
        take(breaker.record(configuration, List.copyOf(server.unwritten.values()), instant()));
        server.unwritten
                .values()
                .removeIf(bucket -> bucket.start().isBefore(instant().minusSeconds(1)));
        server.copy = breaker;
        at(now + WRITE_MS, () -> write(server));
    }

    private void call(int caller) {
        Server server = servers.get(caller % SERVERS);
        Optional<Permit.Permitted> permit = ask(server);
        if (permit.isEmpty()) {
            refused++;
            again(caller, now);
            return;
        }
        permitted++;
        Outage.Ending ending = outage.ending(now, caller, random);
        at(now + ending.durationMs(), () -> end(server, caller, permit.get(), ending));
    }

    /** A closed or open breaker answers from the copy; a half-open one lends probes for all. */
    private Optional<Permit.Permitted> ask(Server server) {
        Breaker known = server.copy.tick(configuration, instant()).after();
        if (known.state() != State.HALF_OPEN) {
            return known.permit(configuration, instant()).permit().fold(Optional::of, no -> Optional.empty());
        }
        Permit.Asked asked = breaker.permit(configuration, instant());
        take(asked.step());
        server.copy = breaker;
        return asked.permit().fold(Optional::of, no -> Optional.empty());
    }

    private void end(Server server, int caller, Permit.Permitted permit, Outage.Ending ending) {
        boolean failing = ending.result() == Result.FAILURE;
        failed += failing ? 1 : 0;
        slow += ending.durationMs() >= configuration.slowCallMs() ? 1 : 0;
        permit.probe()
                .ifPresentOrElse(
                        probe -> {
                            probes++;
                            probesFailed += failing ? 1 : 0;
                            take(breaker.end(configuration, probe, ending.result(), ending.durationMs(), instant()));
                            server.copy = breaker;
                        },
                        () -> hear(server, caller, permit.era(), ending));
        again(caller, now);
    }

    private void hear(Server server, int caller, long era, Outage.Ending ending) {
        if (breaker.mode() == Mode.DISABLED) {
            return;
        }
        Optional<String> who = Optional.of("c" + caller).filter(name -> configuration.quorumCallers() > 1);
        Bucket empty = Bucket.empty(server.name, instant(), era);
        server.unwritten.merge(
                empty,
                empty.with(who, ending.result(), ending.durationMs(), configuration),
                (before, first) -> before.with(who, ending.result(), ending.durationMs(), configuration));
    }

    private void again(int caller, long after) {
        long pause = random.nextLong(400, 601);
        at(after + (caller == outage.loudCaller() ? pause / 100 : pause), () -> call(caller));
    }
}
