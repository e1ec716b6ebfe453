package headroom.backfill.control;

import headroom.backfill.entity.Backfill;

/** Where event keys are remembered: all backfills of a source in common; a dry run by itself, so that it leaves no trace. */
final class Space {
    static final String COMMON = "";

    private Space() {}

    static String of(Backfill backfill) {
        return backfill.order().dryRun() ? backfill.id().toString() : COMMON;
    }
}
