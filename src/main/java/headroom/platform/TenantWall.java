package headroom.platform;

import headroom.kernel.TenantId;
import java.util.function.Supplier;

/**
 * Whose rows this thread may see and change: the second wall behind every query's own condition on the tenant. The
 * connections tell it to PostgreSQL, whose row-level security keeps to it (docs/security.md). Behind no wall is nothing:
 * a thread that has not said for whom it works sees no tenant's rows.
 */
public final class TenantWall {
    /** What PostgreSQL is told for work over all tenants; no tenant can be named so. */
    static final String ALL = "*";

    /** What it is told for work for nobody. */
    static final String NOBODY = "";

    private static final ThreadLocal<String> SEEN = ThreadLocal.withInitial(() -> NOBODY);

    private TenantWall() {}

    /** From now on this thread works for the tenant, until it {@linkplain #leave leaves}. */
    public static void enter(TenantId tenant) {
        SEEN.set(tenant.value());
    }

    /** From now on this thread works for nobody. */
    public static void leave() {
        SEEN.remove();
    }

    /** Does work for the tenant, and then works again for whom it did before. */
    public static void within(TenantId tenant, Runnable work) {
        with(tenant.value(), () -> {
            work.run();
            return work;
        });
    }

    /** The same, for work that yields something. */
    public static <T> T within(TenantId tenant, Supplier<T> work) {
        return with(tenant.value(), work);
    }

    /** Does work that no tenant asked for and that looks at the rows of all: timers, the platform's own lists. */
    public static <T> T acrossTenants(Supplier<T> work) {
        return with(ALL, work);
    }

    /** The same, for work that yields nothing. */
    public static void acrossTenants(Runnable work) {
        with(ALL, () -> {
            work.run();
            return work;
        });
    }

    /** Whose rows this thread may see, as PostgreSQL is told. */
    static String seen() {
        return SEEN.get();
    }

    private static <T> T with(String whose, Supplier<T> work) {
        String before = SEEN.get();
        SEEN.set(whose);
        try {
            return work.get();
        } finally {
            SEEN.set(before);
        }
    }
}
