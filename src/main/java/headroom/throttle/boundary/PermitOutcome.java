package headroom.throttle.boundary;

import headroom.throttle.rule.End;

/** How a caller may end a permit. */
public enum PermitOutcome {
    /** The job was done. */
    SUCCESS(End.SUCCESS),
    /** The job was given up. */
    DROPPED(End.DROPPED),
    /** The job was not begun: what the permit cost is given back. */
    IGNORED(End.IGNORED);

    private final End end;

    PermitOutcome(End end) {
        this.end = end;
    }

    End end() {
        return end;
    }
}
