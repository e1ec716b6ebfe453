package headroom.bench.section;

import headroom.bench.data.Size;
import java.util.List;

/** Batches of independent requests on one tree; what counts is allocations. */
final class Batch implements Section {
    @Override
    public String name() {
        return "batch";
    }

    @Override
    public void run(Run run, Size size) {
        for (int connections : List.of(8, 64)) {
            double rate = run.measure("batch of " + Kinds.BATCH_ITEMS, connections, Kinds.batches(run))
                    .workRate();
            run.findings().putLargest("batch", rate);
        }
    }
}
