package headroom.quota.control;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.kernel.Amount;
import headroom.kernel.TenantId;
import headroom.quota.control.Allocations.JobKey;
import headroom.quota.control.ShareDemands.Sharer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LackingJobsTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final TenantId LOUD = new TenantId("loud");
    private static final TenantId QUIET = new TenantId("quiet");
    private static final UUID QUOTA = UUID.randomUUID();
    private static final int ROOM = 100;

    private final LackingJobs lacking = new LackingJobs(ROOM, Duration.ofSeconds(60));

    @Test
    void ofAJobTheNewestAmountCountsOnce() {
        lack(QUIET, "a", "7", NOON);
        lack(QUIET, "a", "5", NOON);
        lack(QUIET, "b", "2.5", NOON);
        assertThat(sums(NOON)).containsOnly(Map.entry(gpus(QUIET), Amount.of("7.5")));
    }

    @Test
    void whatWasMetOrIsAMinuteOldCountsNoMore() {
        lack(QUIET, "a", "7", NOON);
        lack(QUIET, "b", "5", NOON);
        lack(QUIET, "c", "1", NOON.plusSeconds(1));
        lack(QUIET, "a", "7", NOON.plusSeconds(2));
        lacking.remove(QUIET, job("c"));
        assertThat(sums(NOON.plusSeconds(60))).containsOnly(Map.entry(gpus(QUIET), Amount.of("7")));
        assertThat(lacking.isEmpty()).isFalse();
        assertThat(sums(NOON.plusSeconds(62))).isEmpty();
        assertThat(lacking.isEmpty()).isTrue();
    }

    @Test
    void resourcesOfATenantAreCountedApart() {
        lack(QUIET, "a", "7", NOON);
        lacking.put(QUIET, job("b"), "tpu_hours", Amount.of("3"), NOON);
        assertThat(sums(NOON))
                .containsOnly(
                        Map.entry(gpus(QUIET), Amount.of("7")),
                        Map.entry(new Sharer(QUIET, "tpu_hours"), Amount.of("3")));
    }

    @Test
    void aTenantWithManyJobsPushesOutNobodyButItself() {
        for (int i = 0; i < 10; i++) {
            lack(QUIET, "quiet-" + i, "1", NOON);
        }
        for (int i = 0; i < 100 * ROOM; i++) {
            lack(LOUD, "loud-" + i, "1", NOON);
        }
        assertThat(sums(NOON))
                .containsOnly(Map.entry(gpus(QUIET), Amount.of("10")), Map.entry(gpus(LOUD), Amount.of("90")));
    }

    @Test
    void whoComesLaterTakesItsPartFromWhoHasMore() {
        for (int i = 0; i < 2 * ROOM; i++) {
            lack(LOUD, "loud-" + i, "1", NOON);
        }
        assertThat(sums(NOON)).containsOnly(Map.entry(gpus(LOUD), Amount.of("100")));
        for (int i = 0; i < 2 * ROOM; i++) {
            lack(QUIET, "quiet-" + i, "1", NOON);
        }
        assertThat(sums(NOON))
                .containsOnly(Map.entry(gpus(QUIET), Amount.of("50")), Map.entry(gpus(LOUD), Amount.of("50")));
    }

    @Test
    void theLongestSilentIsForgottenFirst() {
        for (int i = 0; i < ROOM; i++) {
            lack(LOUD, "loud-" + i, i == 0 ? "1000" : "1", NOON);
        }
        lack(LOUD, "loud-0", "1000", NOON);
        lack(LOUD, "one more", "1", NOON);
        assertThat(sums(NOON)).containsOnly(Map.entry(gpus(LOUD), Amount.of("1099")));
    }

    @Test
    void ofMoreTenantsThanRoomNoneHasMoreThanItsPart() {
        for (int i = 0; i < 3 * ROOM; i++) {
            lack(new TenantId("t" + i), "job", "1", NOON);
        }
        assertThat(sums(NOON)).hasSize(ROOM);
    }

    @Test
    void manyAtOnceLeaveNoMoreThanThereIsRoomFor() {
        List<TenantId> tenants =
                IntStream.range(0, 8).mapToObj(i -> new TenantId("t" + i)).toList();
        IntStream.range(0, 200 * ROOM)
                .parallel()
                .forEach(i -> lack(tenants.get(i % 8), "job-" + i / 8 % 500, "1", NOON));
        lack(QUIET, "last", "1", NOON);
        Amount all = sums(NOON).values().stream().reduce(Amount.ZERO, Amount::plus);
        // Several who make room at once may make too much.
        assertThat(all).isBetween(Amount.of(ROOM / 2), Amount.of(ROOM));
        assertThat(sums(NOON)).containsEntry(gpus(QUIET), Amount.of(1));
    }

    private void lack(TenantId tenant, String job, String amount, Instant at) {
        lacking.put(tenant, job(job), "concurrent_gpus", Amount.of(amount), at);
    }

    private Map<Sharer, Amount> sums(Instant now) {
        return lacking.sums(now);
    }

    private static JobKey job(String name) {
        return new JobKey(QUOTA, name);
    }

    private static Sharer gpus(TenantId tenant) {
        return new Sharer(tenant, "concurrent_gpus");
    }
}
