package headroom.governance.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import headroom.governance.rule.FairQueue.Hindrance;
import headroom.governance.rule.FairQueue.Party;
import headroom.governance.rule.FairQueue.Placed;
import headroom.governance.rule.FairQueue.Waiting;
import headroom.kernel.Amount;
import headroom.kernel.TenantId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FairQueueTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Amount CAPACITY = Amount.of(100);

    @Test
    void theSmallestDominantShareByWeightIsNextAndWhatItIsServedCountsAtOnce() {
        Map<TenantId, Party> parties = Map.of(
                tenant("a"),
                party("1", "0", "40"),
                tenant("b"),
                party("2", "0", "40"),
                tenant("c"),
                party("1", "0.3", "0"));
        List<Waiting> requests = List.of(
                request("a1", "a", "1", 0),
                request("b1", "b", "30", 0),
                request("b2", "b", "1", 0),
                request("c1", "c", "50", 0),
                request("c2", "c", "1", 0));
        assertThat(ids(FairQueue.order(CAPACITY, requests, parties, NOW)))
                .containsExactly("b1", "c1", "b2", "a1", "c2");
        assertThat(FairQueue.order(CAPACITY, requests, parties, NOW))
                .extracting(
                        placed -> placed.dominantShare().stripTrailingZeros().toPlainString())
                .containsExactly("0.2", "0.3", "0.35", "0.4", "0.5");
    }

    @Test
    void ofEqualsWhoWaitsLongerIsNextAndThenTheLowerId() {
        Map<TenantId, Party> parties = Map.of(tenant("a"), party("1", "0", "0"), tenant("b"), party("1", "0", "0"));
        assertThat(ids(FairQueue.order(
                        CAPACITY, List.of(request("2", "a", "1", 0), request("1", "b", "1", 0)), parties, NOW)))
                .containsExactly("1", "2");
        assertThat(ids(FairQueue.order(
                        CAPACITY, List.of(request("1", "a", "1", 0), request("2", "b", "1", 0)), parties, NOW)))
                .containsExactly("1", "2");
    }

    @Test
    void tenMinutesOfWaitingOutweighAllOfAPool() {
        Map<TenantId, Party> parties = Map.of(tenant("a"), party("1", "0", "100"), tenant("b"), party("1", "0", "0"));
        assertThat(ids(FairQueue.order(
                        CAPACITY, List.of(request("a", "a", "1", 599), request("b", "b", "1", 0)), parties, NOW)))
                .containsExactly("b", "a");
        assertThat(ids(FairQueue.order(
                        CAPACITY, List.of(request("a", "a", "1", 601), request("b", "b", "1", 0)), parties, NOW)))
                .containsExactly("a", "b");
    }

    @Test
    void itSaysWhyEachWaits() {
        Map<TenantId, Party> parties = new HashMap<>();
        parties.put(
                tenant("a"),
                new Party(BigDecimal.ONE, BigDecimal.ZERO, Amount.of(5), Amount.of(10), Amount.of(50), false));
        parties.put(tenant("b"), new Party(BigDecimal.ONE, BigDecimal.ZERO, Amount.of(5), null, Amount.of(8), false));
        parties.put(tenant("c"), new Party(BigDecimal.ONE, BigDecimal.ZERO, Amount.ZERO, null, null, true));
        List<Placed> order = FairQueue.order(
                CAPACITY,
                List.of(
                        request("a1", "a", "5", 9),
                        request("a2", "a", "1", 8),
                        request("a3", "a", "6", 7),
                        request("b1", "b", "4", 0),
                        request("c1", "c", "1", 0)),
                parties,
                NOW);
        assertThat(hindrance(order, "a1")).isEqualTo(Hindrance.NONE);
        assertThat(hindrance(order, "a2")).isEqualTo(Hindrance.TURN);
        assertThat(hindrance(order, "a3")).isEqualTo(Hindrance.SHARE);
        assertThat(hindrance(order, "b1")).isEqualTo(Hindrance.LIMIT);
        assertThat(hindrance(order, "c1")).isEqualTo(Hindrance.PAUSED);
        assertThat(order)
                .filteredOn(placed -> placed.behind() != null)
                .hasSize(1)
                .allSatisfy(placed -> assertThat(placed.behind()).isEqualTo("a1"));
    }

    @Test
    void whoHasNoPartHasNoPlace() {
        assertThatThrownBy(() -> FairQueue.order(CAPACITY, List.of(request("x", "x", "1", 0)), Map.of(), NOW))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(FairQueue.order(
                        Amount.ZERO,
                        List.of(request("a", "a", "1", 0)),
                        Map.of(tenant("a"), party("1", "0", "0")),
                        NOW))
                .hasSize(1);
    }

    @Property(tries = 300)
    void everyRequestHasOnePlaceWhateverTheOrderTheyComeIn(@ForAll Random random) {
        Map<TenantId, Party> parties = new HashMap<>();
        List<Waiting> requests = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            parties.put(tenant("t" + i), party("" + (1 + random.nextInt(3)), "0", "" + random.nextInt(100)));
            for (int n = random.nextInt(5); n > 0; n--) {
                requests.add(request(i + "-" + n, "t" + i, "" + (1 + random.nextInt(9)), random.nextInt(900)));
            }
        }
        List<String> order = ids(FairQueue.order(CAPACITY, requests, parties, NOW));
        assertThat(new HashSet<>(order)).hasSameSizeAs(requests);
        Collections.shuffle(requests, random);
        assertThat(ids(FairQueue.order(CAPACITY, requests, parties, NOW))).isEqualTo(order);
    }

    private static Hindrance hindrance(List<Placed> order, String id) {
        return order.stream()
                .filter(placed -> placed.request().id().equals(id))
                .findFirst()
                .orElseThrow()
                .hindrance();
    }

    private static List<String> ids(List<Placed> order) {
        return order.stream().map(placed -> placed.request().id()).toList();
    }

    private static TenantId tenant(String name) {
        return new TenantId(name);
    }

    private static Party party(String weight, String elsewhere, String usage) {
        return new Party(new BigDecimal(weight), new BigDecimal(elsewhere), Amount.of(usage), null, null, false);
    }

    private static Waiting request(String id, String tenant, String amount, long seconds) {
        return new Waiting(id, tenant(tenant), Amount.of(amount), NOW.minusSeconds(seconds));
    }
}
