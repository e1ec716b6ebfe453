package headroom.quota.rule;

/** What has become of a request that waits. Only the first changes. */
public enum WaitingState {
    WAITING,
    /** It has its allocation. */
    GRANTED,
    /** Its deadline came first. */
    EXPIRED,
    /** The caller took it back. */
    CANCELLED,
    /** It can never be granted: its quota is gone, or its job holds an allocation. */
    REFUSED
}
