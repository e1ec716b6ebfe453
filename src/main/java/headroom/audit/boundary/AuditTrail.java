package headroom.audit.boundary;

import headroom.audit.control.AuditEntries;
import headroom.audit.control.CanonicalJson;
import headroom.audit.rule.ChainLink;
import headroom.kernel.Purpose;
import headroom.kernel.Scope;
import headroom.kernel.TenantId;
import headroom.platform.DatabaseClock;
import headroom.platform.Ids;
import headroom.platform.TenantWall;
import headroom.platform.http.RequestContext;
import headroom.platform.json.Texts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Records what was done, in the caller's transaction: there is never the change without its entry, nor the entry without
 * its change. Entries of one tenant are added one after the other, so it is the last thing that a transaction does.
 */
@ApplicationScoped
public class AuditTrail {
    @Inject
    private AuditEntries entries;

    @Inject
    private DatabaseClock clock;

    /** Records what the caller of this request did; outside a request, the service itself. */
    public void record(TenantId tenant, AuditEvent event) {
        record(tenant, actor(), event);
    }

    /** Records what was done by someone whose token does not say so yet, as who asks for one. */
    public void record(TenantId tenant, Actor actor, AuditEvent event) {
        TenantWall.within(tenant, () -> append(tenant, actor, event));
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
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("tenant", tenant.value());
        entry.put("sequence", before.sequence() + 1);
        entry.put("id", id.toString());
        entry.put("occurred_at", Texts.instant(now));
        entry.put("actor", actor(actor));
        entry.put("action", event.action());
        entry.put("object", Map.of("type", event.objectType(), "id", event.objectId()));
        Optional.ofNullable(event.before()).ifPresent(view -> entry.put("before", CanonicalJson.exact(view)));
        Optional.ofNullable(event.after()).ifPresent(view -> entry.put("after", CanonicalJson.exact(view)));
        @Nullable Purpose purpose = event.purpose();
        if (purpose != null) {
            entry.put("reason", purpose.reason());
            Optional.ofNullable(purpose.ticket()).ifPresent(ticket -> entry.put("ticket", ticket));
        }
        if (!event.properties().isEmpty()) {
            entry.put("properties", event.properties());
        }
        entry.put("request_id", RequestContext.current().requestId());
        RequestContext.current().sourceAddress().ifPresent(address -> entry.put("source_address", address));
        entry.put("previous_hash", before.hash());
        String canonical = CanonicalJson.of(entry);
        entries.add(tenant, id, now, canonical, new ChainLink(before.sequence() + 1, CanonicalJson.hash(canonical)));
    }

    private static Map<String, Object> actor(Actor actor) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("subject", actor.subject());
        members.put("client_id", actor.clientId());
        Optional.ofNullable(actor.tokenHash()).ifPresent(hash -> members.put("token", hash));
        return members;
    }

    private static Actor actor() {
        return RequestContext.current().caller().map(Actor::of).orElse(Actor.SERVICE);
    }
}
