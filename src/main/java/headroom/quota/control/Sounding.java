package headroom.quota.control;

import headroom.kernel.TenantId;
import headroom.quota.entity.QuotaNews;
import headroom.quota.entity.QuotaNews.Crossing;
import headroom.quota.rule.Alarms;
import headroom.quota.rule.Books;
import headroom.quota.rule.Node;
import headroom.quota.rule.Threshold;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * Judges what a transaction's end means for the thresholds of the quotas that it changed, and tells of it within that
 * transaction: who hears it writes down what it makes of it, or the transaction comes to nothing.
 */
@ApplicationScoped
public class Sounding {
    @Inject
    private Event<QuotaNews> news;

    @Inject
    private Nodes nodes;

    /** Judges the touched nodes of the books, which take over the alarms. */
    void judge(TenantId tenant, Books books, Instant now) {
        List<Crossing> crossings = new ArrayList<>();
        for (Node node : books.touched()) {
            Alarms.Judged judged = node.judgeAlarms(now);
            if (!judged.after().equals(node.alarms())) {
                books.put(node.with(judged.after()));
            }
            tell(node, judged, now, crossings);
        }
        fire(tenant, crossings);
    }

    /** Ends all alarms of quotas that will be no more. The caller holds their tree. */
    public void fallSilent(TenantId tenant, UUID treeId, Collection<UUID> quotaIds, Instant now) {
        Books alarmed = new Books(List.of());
        List<Crossing> crossings = new ArrayList<>();
        nodes.withBurstOrAlarm(tenant, treeId).stream()
                .map(row -> row.node())
                .filter(node ->
                        quotaIds.contains(node.id()) && !node.alarms().open().isEmpty())
                .forEach(node -> {
                    node.alarms().open().forEach(alarm -> crossings.add(Crossing.down(node, alarm.threshold(), now)));
                    alarmed.put(node.with(new Alarms(node.alarms().percents(), List.of())));
                });
        nodes.save(tenant, alarmed.touched());
        fire(tenant, crossings);
    }

    private static void tell(Node node, Alarms.Judged judged, Instant now, List<Crossing> crossings) {
        for (Threshold threshold : judged.raised()) {
            crossings.add(Crossing.up(node, threshold, now));
        }
        for (Threshold threshold : judged.cleared()) {
            crossings.add(Crossing.down(node, threshold, now));
        }
    }

    private void fire(TenantId tenant, List<Crossing> crossings) {
        if (!crossings.isEmpty()) {
            news.fire(new QuotaNews(tenant, crossings));
        }
    }
}
