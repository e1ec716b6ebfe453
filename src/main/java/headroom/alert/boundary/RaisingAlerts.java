package headroom.alert.boundary;

import headroom.alert.control.AlertMessages;
import headroom.alert.control.Conditions;
import headroom.alert.rule.BreakerStory;
import headroom.alert.rule.News;
import headroom.alert.rule.QuotaStory;
import headroom.alert.rule.Severity;
import headroom.audit.boundary.TrailVerified;
import headroom.breaker.entity.BreakerDeleted;
import headroom.breaker.entity.BreakerMoved;
import headroom.breaker.rule.Cause;
import headroom.breaker.rule.Mode;
import headroom.breaker.rule.Standing;
import headroom.breaker.rule.State;
import headroom.kernel.AlertType;
import headroom.kernel.TenantId;
import headroom.platform.DatabaseClock;
import headroom.quota.entity.CountersVerified;
import headroom.quota.entity.QuotaNews;
import headroom.quota.entity.QuotaNews.Crossing;
import headroom.tenant.entity.TenantPaused;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes down what is to be told of what the other components tell, in the transaction in which they do: there is never one
 * without the other.
 */
@Stateless
public class RaisingAlerts {
    private static final String PAUSED = "tenant/paused";
    private static final String COUNTERS = "counters/difference";
    private static final String TRAIL = "audit/mismatch";

    /** Quotas named in an alert; the verification itself names them all. */
    private static final int MAX_NAMED = 20;

    @Inject
    private AlertMessages messages;

    @Inject
    private Conditions conditions;

    @Inject
    private DatabaseClock clock;

    /** Thresholds of quotas; each is told once by the quota's own alarms. */
    public void hear(@Observes QuotaNews news) {
        messages.send(
                news.tenant(),
                news.crossings().stream().map(RaisingAlerts::story).toList());
    }

    private static News story(Crossing crossing) {
        QuotaStory story = new QuotaStory(
                crossing.quotaId(), crossing.name(), crossing.usage(), crossing.effectiveLimit(), crossing.at());
        return crossing.isUpward() ? story.crossed(crossing.threshold()) : story.calmed(crossing.threshold());
    }

    /** A breaker that moved; it is told of each move once by its generation. */
    public void hear(@Observes BreakerMoved moved) {
        BreakerStory story = new BreakerStory(
                moved.service(),
                moved.generation(),
                moved.from(),
                moved.to(),
                moved.cause(),
                moved.reason(),
                moved.ticket(),
                moved.actor(),
                moved.at());
        messages.send(moved.tenant(), story.tell());
    }

    /** A breaker that is no more: what was told of it ends, as if it had been reset. */
    public void hear(@Observes BreakerDeleted deleted) {
        Standing gone = new Standing(Mode.AUTO, State.CLOSED);
        BreakerStory story = new BreakerStory(
                deleted.service(),
                deleted.generation(),
                deleted.before(),
                gone,
                Cause.RESET,
                null,
                null,
                null,
                deleted.at());
        messages.send(deleted.tenant(), story.tell());
    }

    /** A tenant paused, paused otherwise, or resumed. */
    public void hear(@Observes TenantPaused news) {
        TenantId tenant = news.tenant();
        if (news.mode() == null) {
            end(tenant, resumed(tenant, news.at()));
            return;
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("mode", news.mode());
        if (news.until() != null) {
            data.put("until", news.until());
        }
        conditions.begin(tenant, PAUSED, news.at(), news.until());
        messages.send(
                tenant,
                List.of(new News(
                        AlertType.TENANT_PAUSED,
                        PAUSED,
                        "tenant/" + tenant,
                        Severity.WARNING,
                        "the tenant is paused",
                        news.at(),
                        data)));
    }

    /** Counters compared with allocations. */
    public void hear(@Observes CountersVerified news) {
        boolean well = news.different().isEmpty();
        News told = new News(
                well ? AlertType.QUOTA_VERIFIED : AlertType.QUOTA_VERIFY_DIFFERENCE,
                COUNTERS,
                "tenant/" + news.tenant(),
                well ? Severity.INFO : Severity.CRITICAL,
                well
                        ? "all counters are what the allocations add up to"
                        : "the counters of " + news.different().size()
                                + " quotas are not what the allocations add up to",
                clock.now(),
                well
                        ? Map.of("quotas", news.quotas())
                        : Map.of(
                                "quotas",
                                news.quotas(),
                                "different",
                                news.different().stream().limit(MAX_NAMED).toList()));
        beginOrEnd(news.tenant(), told);
    }

    /** The audit trail examined. */
    public void hear(@Observes TrailVerified news) {
        var finding = news.verdict().finding();
        News told = finding == null
                ? new News(
                        AlertType.AUDIT_CONFIRMED,
                        TRAIL,
                        "tenant/" + news.tenant(),
                        Severity.INFO,
                        "the audit trail is what was written",
                        clock.now(),
                        Map.of("entries", news.verdict().entries()))
                : new News(
                        AlertType.AUDIT_HEAD_MISMATCH,
                        TRAIL,
                        "tenant/" + news.tenant(),
                        Severity.CRITICAL,
                        "the audit trail is not what was written, from entry " + finding.firstBad(),
                        clock.now(),
                        Map.of("kind", finding.kind(), "first_bad", finding.firstBad()));
        beginOrEnd(news.tenant(), told);
    }

    /** Ends what time has ended; tells how many conditions that were. */
    public int endOver(int limit) {
        List<Conditions.Condition> over = conditions.endOver(limit);
        Instant now = clock.now();
        over.forEach(condition -> messages.send(condition.tenant(), List.of(resumed(condition.tenant(), now))));
        return over.size();
    }

    private static News resumed(TenantId tenant, Instant at) {
        return new News(
                AlertType.TENANT_RESUMED,
                PAUSED,
                "tenant/" + tenant,
                Severity.INFO,
                "the tenant is not paused any more",
                at,
                Map.of());
    }

    private void beginOrEnd(TenantId tenant, News news) {
        if (news.type().effect() == AlertType.Effect.CLEARS) {
            end(tenant, news);
        } else if (conditions.begin(tenant, news.key(), news.at(), null)) {
            messages.send(tenant, List.of(news));
        }
    }

    private void end(TenantId tenant, News news) {
        if (conditions.end(tenant, news.key())) {
            messages.send(tenant, List.of(news));
        }
    }
}
