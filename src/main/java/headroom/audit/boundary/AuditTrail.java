package headroom.audit.boundary;

import headroom.audit.control.AuditEntries;
import headroom.audit.control.proof.CanonicalJson;
import headroom.audit.rule.ChainLink;
import headroom.kernel.Purpose;
import headroom.kernel.Scope;
import headroom.kernel.TenantId;
import headroom.platform.DatabaseClock;
import headroom.platform.Ids;
import headroom.platform.TenantWall;
import headroom.platform.http.RequestContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Records what was done, in the caller's transaction: there is never the change without its entry, nor the entry without
 * its change. Entries of one tenant are added one after the other, so it is the last thing that a transaction does, also where that is more than one thing
 * ({@link #together}).
 */
@ApplicationScoped
public class AuditTrail {
    /** What work that records for several tenants has recorded so far. */
    private static final ThreadLocal<@Nullable List<Recorded>> TOGETHER = new ThreadLocal<>();

    /** Trails of several tenants are held in one order everywhere. */
    private static final Comparator<TenantId> BY_ID = Comparator.comparing(TenantId::value);

    @Inject
    private AuditEntries entries;

    @Inject
    private DatabaseClock clock;

    private record Recorded(TenantId tenant, Actor actor, AuditEvent event) {}

    /**
     * Does work of one transaction that records for several tenants, and locks more than their trails. Its entries are added at its end, in the order of the
     * tenants' ids, so that those who do such work never wait for each other in a circle. Where it throws none is added.
     */
    public <T> T together(Supplier<T> work) {
        if (TOGETHER.get() != null) {
            return work.get();
        }
        List<Recorded> all = new ArrayList<>();
        T done;
        TOGETHER.set(all);
        try {
            done = work.get();
        } finally {
            TOGETHER.remove();
        }
        all.stream()
                .sorted(Comparator.comparing(Recorded::tenant, BY_ID))
                .forEach(one -> record(one.tenant(), one.actor(), one.event()));
        return done;
    }

    /** Records what the caller of this request did; outside a request, the service itself. */
    public void record(TenantId tenant, AuditEvent event) {
        record(tenant, actor(), event);
    }

    /** The same in the trails of all of these, each once, in the order of {@link #together}. */
    public void record(Collection<TenantId> tenants, AuditEvent event) {
        tenants.stream().distinct().sorted(BY_ID).forEach(tenant -> record(tenant, event));
    }

    /** Records what was done by someone whose token does not say so yet, as who asks for one. */
    public void record(TenantId tenant, Actor actor, AuditEvent event) {
        List<Recorded> together = TOGETHER.get();
        if (together == null) {
            TenantWall.within(tenant, () -> append(tenant, actor, event));
        } else {
            together.add(new Recorded(tenant, actor, event));
        }
    }

    /** Why the caller of this request does what needs this scope; null where the token does not say. */
    public static @Nullable Purpose purpose(Scope scope) {
        return RequestContext.current()
                .caller()
                .flatMap(caller -> caller.purpose(scope))
                .orElse(null);
    }

    private void append(TenantId tenant, Actor actor, AuditEvent event) {
        ChainLink before = entries.hold(tenant);
        UUID id = Ids.next();
        Instant now = clock.now();
        String entry =
                AuditEntry.following(before, tenant, id, now, actor, event).canonical();
        entries.add(tenant, id, now, entry, new ChainLink(before.sequence() + 1, CanonicalJson.hash(entry)));
    }

    private static Actor actor() {
        return RequestContext.current().caller().map(Actor::of).orElse(Actor.SERVICE);
    }
}
