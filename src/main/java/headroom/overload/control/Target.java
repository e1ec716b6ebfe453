package headroom.overload.control;

/**
 * Something that can press back.
 *
 * @param kind what kind of thing it is, one of few words
 * @param tenant on whose behalf it is asked; empty where on nobody's
 * @param name names it among those of its kind
 */
public record Target(String kind, String tenant, String name) {
    /** The service itself. */
    public static final String SERVICE = "service";

    /** The tenant's own quotas: the lanes of its trees. */
    public static final String QUOTAS = "quotas";
}
