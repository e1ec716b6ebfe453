package headroom.contract;

import headroom.testing.Api;
import headroom.testing.Product;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Rule Q13, and Q4 and Q9 where limits change under load. */
class MovingIT {
    private final Api api = Product.running().api();

    @Test
    void q13_aSubtreeTakesItsUsageAlong() {
        UUID acme = api.quota("organization", "acme", "100", null);
        UUID left = api.quota("team", "left", "50", acme);
        UUID right = api.quota("team", "right", "50", acme);
        UUID squad = api.quota("team", "squad", "30", left);
        UUID ada = api.quota("user", "ada", "30", squad);
        UUID allocation = api.allocate(ada, "job", "20").is(201).id();
        api.put("quotas/" + squad, parent(right)).is(200).hasText("/parent_id", right.toString());
        api.usage(left).hasNumber("/usage", "0");
        api.usage(right).hasNumber("/usage", "20");
        api.usage(acme).hasNumber("/usage", "20");
        api.verify();
        api.release(allocation).is(200);
        api.usage(right).hasNumber("/usage", "0");
        api.verify();
    }

    @Test
    void q13_betweenTreesAndOutOfATree() {
        UUID acme = api.quota("organization", "acme", "100", null);
        UUID other = api.quota("organization", "other", "100", null);
        UUID team = api.quota("team", "ml", "30", acme);
        UUID ada = api.quota("user", "ada", "30", team);
        api.allocate(ada, "job", "20").is(201);
        api.put("quotas/" + team, parent(other)).is(200);
        api.usage(acme).hasNumber("/usage", "0");
        api.usage(other).hasNumber("/usage", "20");
        api.allocate(ada, "more", "10").is(201);
        api.put("quotas/" + team, "{\"parent_id\":null}").is(200);
        api.usage(other).hasNumber("/usage", "0");
        api.usage(team).hasNumber("/usage", "30");
        api.put("quotas/" + team, parent(acme)).is(200);
        api.usage(acme).hasNumber("/usage", "30");
        api.verify();
    }

    @Test
    void q13_aMoveThatBreaksARuleOrOverfillsIsRefusedWhole() {
        UUID acme = api.quota("organization", "acme", "100", null);
        UUID team = api.quota("team", "ml", "60", acme);
        UUID sub = api.quota("team", "sub", "60", team);
        UUID ada = api.quota("user", "ada", "60", sub);
        UUID small = api.quota("team", "small", "60", acme);
        api.allocate(ada, "job", "40").is(201);
        api.allocate(small, "job", "30").is(201);
        api.put("quotas/" + team, parent(sub)).isProblem(422, "invalid-hierarchy");
        api.put("quotas/" + team, parent(team)).isProblem(422, "invalid-hierarchy");
        api.put("quotas/" + team, parent(ada)).isProblem(422, "invalid-hierarchy");
        api.put("quotas/" + ada, parent(acme)).isProblem(422, "invalid-hierarchy");
        api.put("quotas/" + acme, parent(team)).isProblem(422, "invalid-hierarchy");
        api.put("quotas/" + ada, parent(UUID.randomUUID())).isProblem(422, "invalid-hierarchy");
        api.put("quotas/" + sub, parent(small))
                .isProblem(409, "quota-exceeded")
                .hasText("/violations/0/entity_id", "small")
                .hasNumber("/violations/0/shortfall", "10");
        api.usage(small).hasNumber("/usage", "30");
        api.get("quotas/" + sub).hasText("/parent_id", team.toString());
        api.verify();
    }

    @Test
    void q9_loweringALimitBelowUsageKillsNothing() {
        UUID team = api.quota("team", "ml", "60", null);
        UUID first = api.allocate(team, "a", "30").is(201).id();
        api.allocate(team, "b", "30").is(201);
        api.put("quotas/" + team, "{\"limit_value\":40}").is(200);
        api.usage(team).hasNumber("/usage", "60").hasNumber("/available", "0").hasNumber("/utilization_percent", "150");
        api.allocate(team, "c", "0.0001")
                .isProblem(409, "quota-exceeded")
                .hasNumber("/violations/0/shortfall", "20.0001");
        api.release(first).is(200);
        api.allocate(team, "c", "10").is(201);
        api.verify();
    }

    @Test
    void q4_aTenantMayLetChildrenExceedTheirParents() {
        UUID acme = api.quota("organization", "acme", "10", null);
        Product.running()
                .database()
                .execute("update tenants set child_limits = 'any' where tenant_id = '" + api.tenant() + "'");
        UUID team = api.quota("team", "ml", "50", acme);
        api.put("quotas/" + acme, "{\"limit_value\":5}").is(200);
        api.allocate(team, "a", "6").isProblem(409, "quota-exceeded").hasText("/violations/0/entity_id", "acme");
        api.allocate(team, "a", "5").is(201);
    }

    private static String parent(UUID id) {
        return "{\"parent_id\":\"" + id + "\"}";
    }
}
