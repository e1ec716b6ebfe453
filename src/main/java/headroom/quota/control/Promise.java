package headroom.quota.control;

/** What is being decided for a caller, who waits for it on a thread of his own. */
@FunctionalInterface
public interface Promise<T> {
    /** Waits until it is decided and durable; throws what it failed of. */
    T await();

    /** What is decided already. */
    static <T> Promise<T> of(T decided) {
        return () -> decided;
    }
}
