package headroom.throttle.rule;

/**
 * What a throttle is aimed at: one job type or all, from one source or all. What matches is counted together: a wildcard has
 * one count over all that it matches, not one for each.
 *
 * @param jobType a job type, or {@value #ANY}
 * @param source a source, or {@value #ANY}
 */
public record Aim(String jobType, String source) {
    /** Every one. */
    public static final String ANY = "*";

    /** How both are written, as a regular expression. */
    public static final String NAME = "\\*|" + JobKind.NAME;

    /** The same for people. */
    public static final String NAME_RULE =
            "must be *, or 1 to 128 of A-Z a-z 0-9 . _ : / -, the first a letter or digit";

    /** Whether jobs of this kind are meant. */
    public boolean matches(JobKind kind) {
        return (jobType.equals(ANY) || jobType.equals(kind.jobType()))
                && (source.equals(ANY) || source.equals(kind.source()));
    }
}
