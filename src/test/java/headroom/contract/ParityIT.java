package headroom.contract;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.testing.Api;
import headroom.testing.Product;
import headroom.testing.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * The table "Parity" of docs/api.md, a test for each line: what the service that Headroom replaces did, and what it did
 * wrong. The names say the line.
 */
class ParityIT {
    private final Api api = Product.running().api();

    @Test
    void p01_theElevenEndpointsAnswer() {
        UUID quota = api.quota("team", "ml", "100", null);
        UUID allocation = api.allocate(quota, "job", "1").is(201).id();
        api.get("quotas").is(200);
        api.get("quotas/" + quota).is(200);
        api.put("quotas/" + quota, "{\"limit_value\":90}").is(200);
        api.get("quotas/" + quota + "/usage").is(200);
        api.get("quotas/" + quota + "/history").is(200);
        api.get("quotas/" + quota + "/allocations").is(200);
        api.post(
                        "allocations/check",
                        "{\"entity_type\":\"team\",\"entity_id\":\"ml\",\"resource_type\":\"concurrent_gpus\",\"requested_value\":1}")
                .is(200);
        api.get("allocations/" + allocation).is(200);
        api.delete("allocations/" + allocation).is(200);
        api.delete("quotas/" + quota).is(204);
        api.get("/health").is(200);
    }

    @Test
    void p02_theEffectiveLimitOf100Times1_5Is150() {
        api.usage(overcommitted("1.5")).hasNumber("/effective_limit", "150");
    }

    @Test
    void p03_availableIsNeverBelowZero() {
        UUID quota = overcommitted("1.6");
        api.allocate(quota, "job", "160").is(201);
        api.put("quotas/" + quota, "{\"overcommit_ratio\":1.5}").is(200);
        api.usage(quota)
                .hasNumber("/usage", "160")
                .hasNumber("/effective_limit", "150")
                .hasNumber("/available", "0");
    }

    @Test
    void p04_aSoftLimitOf80At90IsExceeded() {
        UUID quota = api.createQuota("team", "ml", "concurrent_gpus", "100", ",\"soft_limit\":80")
                .is(201)
                .id();
        api.allocate(quota, "job", "90").is(201);
        api.usage(quota).hasText("/soft_limit_reached", "true").hasText("/soft_limit_exceeded", "true");
    }

    @Test
    void p05_theStatisticsAddUp() {
        UUID quota = overcommitted("1.5");
        api.allocate(quota, "job", "120").is(201);
        api.usage(quota)
                .hasNumber("/limit", "100")
                .hasNumber("/effective_limit", "150")
                .hasNumber("/available", "30")
                .hasNumber("/utilization_percent", "80.0");
    }

    @Test
    void p06_theUsageOfChildrenRollsUp() {
        UUID team = api.quota("team", "ml", "100", null);
        api.allocate(api.quota("user", "ada", "50", team), "a", "30").is(201);
        api.allocate(api.quota("user", "bo", "50", team), "b", "40").is(201);
        api.usage(team).hasNumber("/usage", "70").hasNumber("/own_usage", "0");
    }

    @Test
    void p07_aDuplicateQuotaIsRefused() {
        api.quota("team", "ml", "100", null);
        api.createQuota("team", "ml", "concurrent_gpus", "100", "").isProblem(409, "already-exists");
    }

    @Test
    void p08_aSecondReleaseIsRefusedAndTheVersionAfterTheFirstIs1() {
        UUID allocation = api.allocate(api.quota("team", "ml", "9", null), "job", "9")
                .is(201)
                .id();
        api.release(allocation).is(200).hasNumber("/version", "1");
        api.release(allocation).isProblem(409, "already-released");
    }

    @Test
    void p09_historyIsTheNewestFirst() {
        UUID quota = api.quota("team", "ml", "9", null);
        api.release(api.allocate(quota, "job", "9").is(201).id()).is(200);
        api.get("quotas/" + quota + "/history")
                .hasText("/0/operation", "release")
                .hasText("/1/operation", "allocate");
    }

    @Test
    void p10_siblingsCannotOverrunTheirTeam() {
        UUID team = api.quota("team", "ml", "100", null);
        UUID ada = api.quota("user", "ada", "80", team);
        UUID bo = api.quota("user", "bo", "80", team);
        api.allocate(ada, "a", "80").is(201);
        api.allocate(bo, "b", "21").isProblem(409, "quota-exceeded").hasText("/violations/0/entity_id", "ml");
        api.allocate(bo, "b", "20").is(201);
    }

    @Test
    void p11_aReleasedJobMayAllocateAgain() {
        UUID quota = api.quota("team", "ml", "9", null);
        for (int i = 0; i < 3; i++) {
            api.release(api.allocate(quota, "job", "9").is(201).id()).is(200);
        }
    }

    @Test
    void p12_aChangeOfManyFieldsChangesEachOfThemAndNoOther() {
        UUID quota = api.quota("team", "ml", "10", null);
        Reply before = api.get("quotas/" + quota);
        Reply changed = api.put(
                        "quotas/" + quota,
                        "{\"overcommit_ratio\":2,\"burst_limit\":40,\"soft_limit\":5,\"limit_value\":15,\"burst_seconds\":7}")
                .is(200)
                .hasNumber("/limit_value", "15")
                .hasNumber("/soft_limit", "5")
                .hasNumber("/burst_limit", "40")
                .hasNumber("/burst_seconds", "7")
                .hasNumber("/overcommit_ratio", "2");
        for (String field :
                List.of("id", "entity_type", "entity_id", "resource_type", "parent_id", "period", "created_at")) {
            assertThat(changed.body().path(field)).isEqualTo(before.body().path(field));
        }
        assertThat(api.get("quotas/" + quota).body()).isEqualTo(changed.body());
    }

    @Test
    void p13_childrenAreListed() {
        UUID team = api.quota("team", "ml", "100", null);
        String ada = api.quota("user", "ada", "50", team).toString();
        List<String> children = new ArrayList<>();
        api.get("quotas/" + team + "/tree")
                .body()
                .path("children")
                .forEach(child -> children.add(child.path("id").asText()));
        assertThat(children).containsExactly(ada);
        assertThat(QuotasContractIT.ids(api.get("quotas?parent_id=" + team))).containsExactly(ada);
    }

    @Test
    void p14_historyOutlivesItsQuota() {
        UUID quota = api.quota("team", "ml", "9", null);
        api.release(api.allocate(quota, "job", "9").is(201).id()).is(200);
        api.delete("quotas/" + quota).is(204);
        assertThat(api.get("quotas/" + quota + "/history").is(200).body()).hasSize(2);
    }

    @Test
    void p15_aBurstLimitIsEnforced() {
        UUID quota = api.createQuota("team", "ml", "concurrent_gpus", "10", ",\"burst_limit\":15")
                .is(201)
                .id();
        api.allocate(quota, "a", "15").is(201);
        api.allocate(quota, "b", "0.0001").isProblem(409, "quota-exceeded");
    }

    private UUID overcommitted(String ratio) {
        return api.createQuota("team", "ml", "concurrent_gpus", "100", ",\"overcommit_ratio\":" + ratio)
                .is(201)
                .id();
    }
}
