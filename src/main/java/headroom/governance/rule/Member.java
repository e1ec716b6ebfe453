package headroom.governance.rule;

/** A member as it is stored. */
public record Member(MemberTerms terms, Reclaim reclaim) {}
