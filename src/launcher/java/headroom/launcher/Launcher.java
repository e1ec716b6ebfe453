package headroom.launcher;

/** Starts everything. */
public final class Launcher {
    private Launcher() {}

    /** @param args none */
    public static void main(String[] args) {}
}
