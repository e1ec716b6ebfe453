package headroom.bench.section;

import headroom.bench.data.Size;
import headroom.bench.load.Pace;
import headroom.bench.load.Talk;
import headroom.bench.load.Window;
import headroom.bench.talk.Posting;
import headroom.bench.talk.Users;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/** Every kind of request in turn, several times over, until the JIT has seen them all. */
public final class WarmingUp {
    private static final int CONNECTIONS = 64;

    /** Batches carry their own crowd. */
    private static final int BATCH_CONNECTIONS = 8;

    private static final int ROUNDS = 3;

    private WarmingUp() {}

    /** Counts nothing. */
    public static void run(Run run) {
        Duration whole = run.form().warmUp();
        run.report().step("warming up for " + whole.toSeconds() + " s");
        List<LongFunction<Talk>> kinds =
                new ArrayList<>(Kinds.ofTree(run, Size.SMALL.measuredTree()).values());
        // Twice, because it matters most.
        kinds.add(kinds.get(kinds.size() - 1));
        Users users = run.users(1);
        kinds.add(seed -> Posting.noOps(users, seed));
        Window window = new Window(Duration.ZERO, whole.dividedBy(ROUNDS * (kinds.size() + 1L)));
        for (int round = 0; round < ROUNDS; round++) {
            kinds.forEach(kind -> run.load(CONNECTIONS, kind, Pace.closed(), window));
            run.load(BATCH_CONNECTIONS, Kinds.batches(run), Pace.closed(), window);
        }
    }
}
