package headroom.bench.section;

import headroom.bench.data.Size;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** One part of the benchmark, which can be run by itself. */
public interface Section {
    /** In the order in which they run at each size. */
    static List<Section> all() {
        return List.of(
                new NoOp(),
                new HotTree(),
                new Batch(),
                new Check(),
                new Breakers(),
                new Governed(),
                new Permits(),
                new Latency(),
                new SingleTransactions(),
                new ManyTrees(),
                new Overload(),
                new Sizes(),
                new Rules(),
                new Strategies(),
                new Json());
    }

    String name();

    /** With how much data it runs; once for each. */
    default Set<Size> sizes() {
        return EnumSet.of(Size.SMALL);
    }

    /** Whether it is left out of a run of all sections. */
    default boolean isOnlyByName() {
        return false;
    }

    default boolean needsServer() {
        return true;
    }

    void run(Run run, Size size);
}
