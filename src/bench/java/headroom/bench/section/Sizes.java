package headroom.bench.section;

import headroom.bench.data.Size;
import headroom.bench.load.Talk;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.LongFunction;

/** The same requests with more data around them, each time on a tree that was not touched before. */
final class Sizes implements Section {
    private static final int READING_CONNECTIONS = 8;

    @Override
    public String name() {
        return "sizes";
    }

    @Override
    public Set<Size> sizes() {
        return EnumSet.allOf(Size.class);
    }

    @Override
    public void run(Run run, Size size) {
        Kinds.ofTree(run, size.measuredTree()).forEach((kind, talk) -> measure(run, size, kind, talk));
    }

    private static void measure(Run run, Size size, String kind, LongFunction<Talk> talk) {
        int connections = kind.equals(Kinds.ALLOCATE_AND_RELEASE) ? HotTree.PEAK_CONNECTIONS : READING_CONNECTIONS;
        double rate = run.measure(size + ": " + kind, connections, talk).rate();
        if (size == Size.SMALL) {
            run.findings().put("sizes/first/" + kind, rate);
        } else {
            run.findings().put("sizes/last/" + kind, rate);
        }
    }
}
