package headroom.launcher;

/** Starts everything. */
public final class Launcher {
    private Launcher() {}

    /** Starts everything and waits for the signal to stop. */
    public static void main(String[] args) {}
}
