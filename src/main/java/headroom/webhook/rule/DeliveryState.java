package headroom.webhook.rule;

/** What became of a delivery. */
public enum DeliveryState {
    /** It is to be made, or to be made again. */
    PENDING,
    /** The receiver has it: it answered with 2xx. */
    DELIVERED,
    /** It was given up. */
    FAILED
}
