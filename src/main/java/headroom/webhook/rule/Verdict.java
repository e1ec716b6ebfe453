package headroom.webhook.rule;

/** What an answer's status says of a delivery. */
public enum Verdict {
    DELIVERED,
    /** The receiver wants no more, ever: 410. */
    GONE,
    /** Anything else, a redirect too: it is never followed, for nobody has judged where it leads. */
    NOT_YET;

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int GONE_FOR_EVER = 410;

    public static Verdict of(int status) {
        if (status >= 200 && status < 300) {
            return DELIVERED;
        }
        return status == GONE_FOR_EVER ? GONE : NOT_YET;
    }

    /** Whether the receiver itself is well: it may say no, as long as it can speak. */
    public static boolean isWell(int status) {
        return status < 500 && status != TOO_MANY_REQUESTS;
    }
}
