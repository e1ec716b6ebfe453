package headroom.governance.rule;

/** A member as it is stored. */
public record Member(MemberTerms terms, Reclaim reclaim) {
    /** A member that has never reclaimed anything. */
    public static Member of(MemberTerms terms) {
        return new Member(terms, Reclaim.NONE);
    }
}
