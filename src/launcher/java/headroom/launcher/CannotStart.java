package headroom.launcher;

/** Why nothing was started, in words for the one who typed the command; the launcher prints them and exits with 1. */
public final class CannotStart extends Exception {
    private static final long serialVersionUID = 1;

    /** One or two lines that name the value at fault and the cure. */
    public CannotStart(String words) {
        super(words);
    }

    /** The words, and what was underneath, for the log. */
    public CannotStart(String words, Throwable cause) {
        super(words, cause);
    }

    /** The words; never null. */
    public String words() {
        return String.valueOf(getMessage());
    }
}
