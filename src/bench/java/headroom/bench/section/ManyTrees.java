package headroom.bench.section;

import headroom.bench.data.Forest;
import headroom.bench.data.Size;
import headroom.bench.talk.AllocatingAndReleasing;
import headroom.bench.talk.Users;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The load of the hot tree, spread over many. */
final class ManyTrees implements Section {
    private static final int TREES = 64;

    /** Not the tree that was measured before. */
    private static final int FIRST_TREE = 2;

    @Override
    public String name() {
        return "many-trees";
    }

    @Override
    public Set<Size> sizes() {
        return EnumSet.of(Size.MEDIUM);
    }

    @Override
    public void run(Run run, Size size) {
        Users users = new Users(run.token(Forest.TENANT), FIRST_TREE, TREES);
        for (int connections : List.of(8, 64, 256)) {
            run.measure(TREES + " trees", connections, seed -> new AllocatingAndReleasing(users, seed));
        }
    }
}
