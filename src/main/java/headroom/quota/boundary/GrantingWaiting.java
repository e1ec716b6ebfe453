package headroom.quota.boundary;

import headroom.kernel.Outcome;
import headroom.kernel.Refusal;
import headroom.kernel.TenantId;
import headroom.platform.Log;
import headroom.platform.Retries;
import headroom.platform.http.Answer;
import headroom.platform.http.RefusedException;
import headroom.quota.control.AdmittedRequest;
import headroom.quota.control.Allocations.JobKey;
import headroom.quota.control.Lanes;
import headroom.quota.control.Ledger;
import headroom.quota.control.Posting;
import headroom.quota.control.Promise;
import headroom.quota.control.QuotaExceeded;
import headroom.quota.control.WaitingRequests;
import headroom.quota.control.WaitingRequests.WaitingRequest;
import headroom.quota.rule.WaitingState;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Grants requests that wait, each tree's in the order in which they came, until one does not fit: what is small never passes
 * what is large and waits longer. In the tree's lane, so that two servers that see the same line grant it once. Called by the clock's hand.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class GrantingWaiting {
    /** Trees looked at in one tick. */
    private static final int MAX_TREES = 200;

    /** Requests of one tree in one transaction; the rest is for the next tick. */
    private static final int MAX_OF_TREE = 100;

    /** So many lanes are asked at once: more would stand before the callers' own requests, and be taken for load. */
    private static final int AT_ONCE = 4;

    private static final Log LOG = Log.of(GrantingWaiting.class);

    @Inject
    private EndingWaiting ending;

    @Inject
    private Lanes lanes;

    @Inject
    private Allotting allotting;

    @Inject
    private WaitingRequests waiting;

    /** Grants what fits now, and ends what is over. */
    public void grantWhatFits() {
        List<Promise<Answer>> granting = new ArrayList<>();
        ending.lines(MAX_TREES, MAX_OF_TREE).forEach((tree, line) -> {
            apart(() -> granting.add(lanes.post(tree, new GrantLine(this, tree.tenant(), line), Optional.empty())));
            if (granting.size() == AT_ONCE) {
                granting.forEach(promise -> apart(promise::await));
                granting.clear();
            }
        });
        granting.forEach(promise -> apart(promise::await));
    }

    /** What fails in one tree is for the next tick, and keeps nobody in another one waiting: least of all a lane that is full. */
    private static void apart(Runnable work) {
        Retries.attempt(work)
                .filter(failed -> !(failed instanceof RefusedException))
                .ifPresent(failed -> LOG.error(
                        "requests that wait in a tree could not be looked at; the next tick tries again",
                        Map.of(),
                        failed));
    }

    private record GrantLine(GrantingWaiting granting, TenantId tenant, List<WaitingRequest> line)
            implements Posting<List<Outcome<AdmittedRequest>>> {
        @Override
        public Collection<UUID> quotaIds() {
            return line.stream()
                    .map(request -> request.wanted().quotaId())
                    .distinct()
                    .toList();
        }

        @Override
        public Collection<JobKey> jobs() {
            return line.stream().map(request -> request.wanted().job()).toList();
        }

        @Override
        public int weight() {
            return line.size();
        }

        @Override
        public List<Outcome<AdmittedRequest>> decide(Ledger ledger) {
            return granting.grant(ledger, line);
        }

        @Override
        public Answer answer(List<Outcome<AdmittedRequest>> granted) {
            return Answer.noContent();
        }

        @Override
        public void settled(List<Outcome<AdmittedRequest>> granted) {
            granted.forEach(outcome -> outcome.fold(
                    admitted -> {
                        granting.allotting.settled(tenant, Outcome.done(admitted));
                        return true;
                    },
                    refusal -> {
                        granting.allotting.stillLacking(tenant, refusal);
                        return false;
                    }));
        }
    }

    private List<Outcome<AdmittedRequest>> grant(Ledger ledger, List<WaitingRequest> line) {
        Set<UUID> waits = new HashSet<>(waiting.hold(
                ledger.tenant(), line.stream().map(WaitingRequest::id).toList()));
        List<Outcome<AdmittedRequest>> outcomes = new ArrayList<>();
        for (WaitingRequest request : line) {
            boolean inTime = request.deadline().isAfter(ledger.now());
            if (!waits.contains(request.id())
                    || !inTime
                    || !ledger.books().contains(request.wanted().quotaId())) {
                continue;
            }
            // The line was read without metadata.
            WaitingRequest whole = waiting.find(ledger.tenant(), request.id()).orElseThrow();
            Outcome<AdmittedRequest> outcome = allotting.decide(ledger, whole.wanted());
            outcomes.add(outcome);
            if (!goesOn(ledger, request, outcome)) {
                break;
            }
        }
        return outcomes;
    }

    /** Notes what became of a request; tells whether those behind it are looked at. */
    private boolean goesOn(Ledger ledger, WaitingRequest request, Outcome<AdmittedRequest> outcome) {
        return outcome.fold(
                admitted -> waiting.end(
                        ledger.tenant(),
                        request.id(),
                        WaitingState.GRANTED,
                        admitted.allocation().id()),
                refusal -> {
                    if (refusal instanceof QuotaExceeded || refusal.kind() == Refusal.Kind.TENANT_PAUSED) {
                        return false;
                    }
                    ledger.touch();
                    return waiting.end(ledger.tenant(), request.id(), WaitingState.REFUSED, null);
                });
    }
}
