package headroom.alert.boundary;

import headroom.alert.control.AlertMessages;
import headroom.alert.control.Conditions;
import headroom.alert.control.Conditions.Condition;
import headroom.alert.rule.Exhaustion;
import headroom.alert.rule.Exhaustion.Sample;
import headroom.alert.rule.News;
import headroom.alert.rule.QuotaStory;
import headroom.kernel.TenantId;
import headroom.platform.DatabaseClock;
import headroom.platform.Settings;
import headroom.quota.control.UsageSamples;
import headroom.quota.control.UsageSamples.Rising;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Takes samples of usage, and tells which quotas will be exhausted soon; each once, and again when it will not any more. Once in
 * the cluster for each sample.
 */
@Stateless
public class Forecasting {
    private static final int DEFAULT_SECONDS = 1_800;
    private static final int MAX_SECONDS = 7_200;

    /** Quotas looked at with one statement. */
    private static final int PAGE = 500;

    /** Before every tenant that there can be. */
    private static final TenantId FIRST = new TenantId("0");

    private static final UUID NONE = new UUID(0, 0);

    @Inject
    private UsageSamples samples;

    @Inject
    private Conditions conditions;

    @Inject
    private AlertMessages messages;

    @Inject
    private DatabaseClock clock;

    /** Takes the next sample where it is time for it, and tells what it means. */
    public void forecast() {
        if (!samples.take(Duration.ofSeconds(intervalSeconds()))) {
            return;
        }
        samples.forget(Exhaustion.HISTORY);
        Instant now = clock.now();
        Set<Condition> foreseen = new HashSet<>();
        TenantId tenant = FIRST;
        UUID after = NONE;
        List<Rising> page;
        do {
            page = samples.rising(tenant, after, Exhaustion.MIN_SAMPLES, PAGE);
            for (Rising rising : page) {
                tell(rising, now, foreseen);
                tenant = rising.tenant();
                after = rising.quotaId();
            }
        } while (page.size() == PAGE);
        conditions.like("quota/%/forecast").stream()
                .filter(condition -> !foreseen.contains(condition))
                .forEach(condition -> end(condition, now));
    }

    /** Seconds between two samples. */
    static int intervalSeconds() {
        return Settings.HEADROOM_FORECAST_SECONDS.integer(DEFAULT_SECONDS, 1, MAX_SECONDS);
    }

    private void tell(Rising rising, Instant now, Set<Condition> foreseen) {
        List<Sample> line = new ArrayList<>();
        for (int i = 0; i < rising.at().size(); i++) {
            line.add(new Sample(rising.at().get(i), rising.usages().get(i)));
        }
        Optional<Instant> at = Exhaustion.at(
                line, rising.usage().toBigDecimal(), rising.effectiveLimit().toBigDecimal(), now);
        at.ifPresent(exhaustsAt -> {
            News news = new QuotaStory(rising.quotaId(), rising.name(), rising.usage(), rising.effectiveLimit(), now)
                    .exhaustsAt(exhaustsAt);
            foreseen.add(new Condition(rising.tenant(), news.key()));
            if (conditions.begin(rising.tenant(), news.key(), now, null)) {
                messages.send(rising.tenant(), List.of(news));
            }
        });
    }

    private void end(Condition condition, Instant now) {
        if (conditions.end(condition.tenant(), condition.key())) {
            messages.send(condition.tenant(), List.of(QuotaStory.notExhausted(condition.key(), now)));
        }
    }
}
