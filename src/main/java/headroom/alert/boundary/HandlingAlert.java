package headroom.alert.boundary;

import headroom.alert.control.AlertEvents;
import headroom.alert.control.Alerts;
import headroom.alert.control.Alerts.Listed;
import headroom.audit.boundary.AuditEvent;
import headroom.audit.boundary.AuditTrail;
import headroom.kernel.Caller;
import headroom.kernel.FieldError;
import headroom.kernel.Outcome;
import headroom.kernel.Refusal;
import headroom.kernel.TenantId;
import headroom.platform.DatabaseClock;
import headroom.platform.http.RequestContext;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;

/** What a person does with an alert: takes it on, has it be quiet for a while. Every step is audited, and told to listeners. */
@Stateless
public class HandlingAlert {
    /** What is muted for longer is forgotten. */
    private static final Duration MAX_MUTE = Duration.ofDays(30);

    @Inject
    private Alerts alerts;

    @Inject
    private AlertEvents events;

    @Inject
    private DatabaseClock clock;

    @Inject
    private AuditTrail audit;

    /** The caller takes the alert on; whoever did first stays. */
    public Outcome<AlertView> acknowledge(TenantId tenant, UUID id) {
        return handle(tenant, id, "acknowledged", (alert, by) -> alerts.acknowledge(tenant, id, by));
    }

    /**
     * No webhook is called for alerts of this one's key until then. Refused where that is not in the future, or more than
     * 30 days ahead.
     */
    public Outcome<AlertView> mute(TenantId tenant, UUID id, Instant until) {
        Instant now = clock.now();
        if (!until.isAfter(now) || until.isAfter(now.plus(MAX_MUTE))) {
            return Outcome.refused(Refusal.of(
                    Refusal.Kind.VALIDATION,
                    "the body breaks the contract",
                    List.of(new FieldError("until", "must be in the future, at most 30 days ahead"))));
        }
        return handle(tenant, id, "muted", (alert, by) -> alerts.mute(tenant, alert.key(), until, by));
    }

    /** Webhooks are called again for alerts of this one's key. */
    public Outcome<AlertView> unmute(TenantId tenant, UUID id) {
        return handle(tenant, id, "unmuted", (alert, by) -> alerts.unmute(tenant, alert.key()));
    }

    private Outcome<AlertView> handle(TenantId tenant, UUID id, String step, BiConsumer<Listed, String> work) {
        events.hold();
        Listed alert = alerts.find(tenant, id).orElse(null);
        if (alert == null) {
            return Outcome.refused(Refusal.of(Refusal.Kind.NOT_FOUND, "there is no alert " + id));
        }
        String by = RequestContext.current().caller().map(Caller::subject).orElse("service");
        AlertView before = AlertView.of(alert);
        work.accept(alert, by);
        AlertView after = alerts.find(tenant, id).map(AlertView::of).orElse(before);
        if (!after.equals(before)) {
            events.add(tenant, id, "headroom.alert." + step, by);
            audit.record(
                    tenant,
                    AuditEvent.of("alert." + step, "alert", id).before(before).after(after));
        }
        return Outcome.done(after);
    }
}
