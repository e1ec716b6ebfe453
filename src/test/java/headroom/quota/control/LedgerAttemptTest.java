package headroom.quota.control;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.kernel.Amount;
import headroom.kernel.Refusal;
import headroom.kernel.TenantId;
import headroom.quota.control.Allocations.JobKey;
import headroom.quota.entity.HistoryEntry;
import headroom.quota.entity.QuotaTree;
import headroom.quota.rule.AllocationState;
import headroom.quota.rule.Books;
import headroom.quota.rule.BurstAccount;
import headroom.quota.rule.EntityName;
import headroom.quota.rule.EntityType;
import headroom.quota.rule.Limits;
import headroom.quota.rule.Node;
import headroom.quota.rule.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A batch that is all or nothing: of nothing there is no trace, of all there is everything. */
class LedgerAttemptTest {
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    private static final TenantId TENANT = new TenantId("ledger");
    private static final UUID ROOT = UUID.fromString("00000000-0000-0000-0000-000000000001");
    private static final UUID TEAM = UUID.fromString("00000000-0000-0000-0000-000000000002");

    private final Ledger ledger = new Ledger(
            TENANT,
            NOW,
            Map.of(ROOT, new QuotaTree(TENANT, ROOT, "concurrent_gpus", null, null, NOW)),
            new Books(List.of(node(ROOT, null, 100), node(TEAM, ROOT, 50))),
            Forecast.of(List.of()));

    @Test
    void whatStaysIsAllThere() {
        boolean stayed = ledger.attempt(() -> isAdmitted("a", 20) && isAdmitted("b", 30), admitted -> admitted);
        assertThat(stayed).isTrue();
        holdsOnly(50, "a", "b");
        assertThat(ledger.books().touched()).extracting(Node::id).containsExactlyInAnyOrder(ROOT, TEAM);
        assertThat(ledger.forecast().mayBeDue(NOW.plusSeconds(60))).isTrue();
    }

    @Test
    void whatDoesNotStayLeavesNoTrace() {
        boolean stayed = ledger.attempt(() -> isAdmitted("a", 20) && isAdmitted("b", 31), admitted -> admitted);
        assertThat(stayed).isFalse();
        holdsOnly(0);
        assertThat(ledger.isUnchanged()).isTrue();
        assertThat(ledger.changedTrees()).isEmpty();
        assertThat(ledger.forecast()).isEqualTo(Forecast.of(List.of()));
        assertThat(ledger.liveJobs().find(new JobKey(TEAM, "a"))).isEmpty();
    }

    @Test
    void whatCameBeforeIsLeftAsItWas() {
        isAdmitted("before", 10);
        ledger.attempt(() -> isAdmitted("a", 20), admitted -> false);
        holdsOnly(10, "before");
        assertThat(ledger.liveJobs().find(new JobKey(TEAM, "before"))).isPresent();
        assertThat(ledger.isUnchanged()).isFalse();
        assertThat(ledger.forecast().mayBeDue(NOW.plusSeconds(60))).isTrue();
    }

    @Test
    void aJobThatWasForgottenIsFreeAndItsAmountTooForWhatComesAfter() {
        ledger.attempt(() -> isAdmitted("a", 50), admitted -> false);
        assertThat(isAdmitted("a", 50)).isTrue();
        holdsOnly(50, "a");
    }

    @Test
    void aJobThatIsHeldFromBeforeStaysHeldWhenTheBatchThatWantedItIsForgotten() {
        isAdmitted("a", 10);
        boolean stayed = ledger.attempt(() -> isAdmitted("b", 1) && isAdmitted("a", 1), admitted -> admitted);
        assertThat(stayed).isFalse();
        holdsOnly(10, "a");
        assertThat(refusal("a", 1)).isEqualTo(Refusal.Kind.ALREADY_EXISTS);
        assertThat(isAdmitted("b", 1)).isTrue();
    }

    @Test
    void withinABatchEachSeesThoseBeforeIt() {
        ledger.attempt(
                () -> {
                    assertThat(isAdmitted("a", 50)).isTrue();
                    assertThat(refusal("b", 1)).isEqualTo(Refusal.Kind.QUOTA_EXCEEDED);
                    assertThat(refusal("a", 1)).isEqualTo(Refusal.Kind.ALREADY_EXISTS);
                    return false;
                },
                stays -> stays);
        holdsOnly(0);
    }

    /** This much is used, by the allocations of these jobs, and each has its line of history. */
    private void holdsOnly(long usage, String... jobs) {
        for (UUID quota : List.of(ROOT, TEAM)) {
            assertThat(ledger.books().node(quota).tally().usage()).isEqualTo(Amount.of(usage));
        }
        assertThat(ledger.opened()).extracting(opened -> opened.jobId()).containsExactly(jobs);
        assertThat(ledger.history()).extracting(HistoryEntry::quotaId).hasSize(jobs.length);
    }

    private boolean isAdmitted(String job, long amount) {
        return ledger.allocate(request(job, amount)).fold(admission -> true, refused -> false);
    }

    private Refusal.Kind refusal(String job, long amount) {
        return ledger.allocate(request(job, amount)).<Refusal.Kind>fold(admission -> null, Refusal::kind);
    }

    private static AmountRequest request(String job, long amount) {
        return new AmountRequest(TEAM, job, Amount.of(amount), AllocationState.ACTIVE, Duration.ofSeconds(60), null);
    }

    private static Node node(UUID id, UUID parent, long limit) {
        Limits limits = Limits.of(Amount.of(limit));
        EntityName name = new EntityName(EntityType.TEAM, id.toString(), "concurrent_gpus");
        return new Node(id, parent, name, limits, Tally.EMPTY, BurstAccount.full(limits, NOW));
    }
}
