package headroom.quota.boundary;

import headroom.platform.DatabaseClock;
import headroom.platform.http.Answer;
import headroom.quota.control.Lanes;
import headroom.quota.control.Ledger;
import headroom.quota.control.Ledgers;
import headroom.quota.control.Posting;
import headroom.quota.control.Promise;
import headroom.quota.control.Trees;
import headroom.quota.control.Trees.TreeRef;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What time alone brings about: allocations that expire (rule A3), budget periods that end (rule Q10), burst accounts
 * that run empty (rule Q7), overrides that begin and end, alarms that end. Each tree in its lane and judged again there, so that two servers that see the same thing due
 * do it once.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class EndingWhatIsDue {
    /** Trees looked for at once, of each kind. */
    private static final int MAX_TREES = 200;

    @Inject
    private Trees trees;

    @Inject
    private Ledgers ledgers;

    @Inject
    private Lanes lanes;

    @Inject
    private QuotaMetrics metrics;

    @Inject
    private DatabaseClock clock;

    /** The trees that something is due in, of all tenants. */
    public List<TreeRef> trees() {
        Instant now = clock.now();
        Set<TreeRef> due = new LinkedHashSet<>(trees.withDueAllocations(now, MAX_TREES));
        due.addAll(trees.withPeriodOver(now, MAX_TREES));
        due.addAll(trees.withOverridesDue(now, MAX_TREES));
        due.addAll(trees.withEmptiedBurst(now, MAX_TREES));
        due.addAll(trees.withAlarmsOver(now, MAX_TREES));
        return new ArrayList<>(due);
    }

    /** Brings what is due in one tree to its lane. */
    public Promise<Answer> end(TreeRef tree) {
        return lanes.post(tree, new EndDue(ledgers, metrics), Optional.empty());
    }

    /** Drops what is known of trees that nobody asks for. */
    public void dropIdleLanes() {
        lanes.dropIdle();
    }

    /** Decides how many allocations expired. Holding the tree has ended its period and its overrides. */
    private record EndDue(Ledgers ledgers, QuotaMetrics metrics) implements Posting<Integer> {
        @Override
        public boolean givesBack() {
            return true;
        }

        @Override
        public Integer decide(Ledger ledger) {
            int expired = ledgers.expireDue(ledger);
            ledgers.settleChangedByTime(ledger);
            return expired;
        }

        @Override
        public Answer answer(Integer expired) {
            return Answer.noContent();
        }

        @Override
        public void settled(Integer expired) {
            metrics.expired(expired);
        }
    }
}
