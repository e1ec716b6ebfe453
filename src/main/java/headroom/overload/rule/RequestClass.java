package headroom.overload.rule;

import java.util.List;

/**
 * How much is lost when a request is refused, the least first. After the criticality of Google's Site Reliability Engineering, chapter 21.
 */
public enum RequestClass {
    /** What can be had again later: lists, history, exports, backfills, simulations. */
    SHEDDABLE(0),
    /** What somebody waits for, and can ask again: checks, single reads, changes by an administrator. */
    SHEDDABLE_PLUS(1),
    /** What the service is there for: allocate, commit, renew, permits. */
    CRITICAL(2),
    /** What makes room, or tells how it stands: release, ends, health. Never refused. */
    CRITICAL_PLUS(3);

    private final int place;

    RequestClass(int place) {
        this.place = place;
    }

    /** All classes, the highest first. */
    static List<RequestClass> highestFirst() {
        return List.of(CRITICAL_PLUS, CRITICAL, SHEDDABLE_PLUS, SHEDDABLE);
    }

    /** Classes that are cut before it. */
    public int place() {
        return place;
    }
}
