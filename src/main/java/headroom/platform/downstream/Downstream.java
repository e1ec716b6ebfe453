package headroom.platform.downstream;

/**
 * The way to services that others run, for components that must not know who guards it. Bounded on every side: however slow
 * or ill a service is, few threads wait for it, and none of them long. Thread-safe.
 */
public interface Downstream {
    /**
     * Calls a service and waits for how it ends. Never in a transaction.
     *
     * @param kind what kind of service it is: one of few words
     * @param target names the service among all of its kind
     */
    <T> Ended<T> call(String kind, String target, Call<T> call);
}
