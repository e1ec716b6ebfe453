package headroom.overload.rule;

/** When who was refused should come again. */
public final class RetryIn {
    private static final int LEAST_SECONDS = 1;

    private RetryIn() {}

    /**
     * Whole seconds, at least 1, spread over 2, 4 or 8, the more the worse it stands: who was refused together does not come together.
     *
     * @param random from 0 to below 1
     */
    public static int seconds(LoadState state, double random) {
        return LEAST_SECONDS + (int) (random * (1 << state.classesCut()));
    }
}
