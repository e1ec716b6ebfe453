package headroom.bench.section;

import headroom.bench.data.Size;
import headroom.bench.talk.AllocatingAndReleasing;
import headroom.bench.talk.Users;
import java.util.List;

/** Everybody allocates and releases under one organization. */
final class HotTree implements Section {
    static final String NAME = "hot-tree";
    static final int PEAK_CONNECTIONS = 64;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run(Run run, Size size) {
        List.of(8, PEAK_CONNECTIONS, 256).forEach(connections -> measure(run, size, connections));
    }

    static void measure(Run run, Size size, int connections) {
        Users users = run.users(size.measuredTree());
        double rate = run.measure("one hot tree", connections, seed -> new AllocatingAndReleasing(users, seed))
                .rate();
        run.findings().put(NAME + "/" + connections, rate);
    }
}
