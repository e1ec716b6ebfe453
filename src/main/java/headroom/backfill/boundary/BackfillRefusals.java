package headroom.backfill.boundary;

import headroom.backfill.control.Ranges;
import headroom.backfill.rule.BackfillState;
import headroom.kernel.Constants;
import headroom.kernel.Refusal;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Why a backfill cannot begin or go on. */
final class BackfillRefusals {
    private BackfillRefusals() {}

    static Refusal noBackfill(UUID id) {
        return Refusal.of(Refusal.Kind.NOT_FOUND, "there is no backfill " + id);
    }

    static Refusal same(UUID id, List<Ranges.Covered> overlaps) {
        return Refusal.of(
                Refusal.Kind.ALREADY_EXISTS,
                "this window of the source is being read again by " + id,
                Map.of("backfill_id", id, "overlaps", shown(overlaps)));
    }

    static Refusal overlapping(List<Ranges.Covered> overlaps, boolean whole) {
        return Refusal.of(
                Refusal.Kind.CONFLICT,
                "live backfills of the source cover " + (whole ? "the whole window" : "a part of the window"),
                Map.of("overlaps", shown(overlaps)));
    }

    static Refusal notIn(BackfillState state, String what) {
        return Refusal.of(Refusal.Kind.CONFLICT, "the backfill is " + Constants.written(state) + "; it cannot " + what);
    }

    private static List<OverlapView> shown(List<Ranges.Covered> overlaps) {
        return overlaps.stream()
                .map(covered -> new OverlapView(
                        covered.backfillId(),
                        covered.range().from(),
                        covered.range().to()))
                .toList();
    }
}
