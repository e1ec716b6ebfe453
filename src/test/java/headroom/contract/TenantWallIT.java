package headroom.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import headroom.testing.Api;
import headroom.testing.Product;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The second wall: what PostgreSQL itself shows to the role that the service works as. */
class TenantWallIT {
    private static final List<String> WALLED = List.of(
            "tenants",
            "resource_types",
            "quota_trees",
            "quotas",
            "quota_counters",
            "allocations",
            "usage_history",
            "idempotent_answers",
            "audit_entries",
            "audit_heads",
            "breakers",
            "breaker_transitions",
            "breaker_defaults",
            "permits");

    private final Api api = Product.running().api();
    private final Api other = Product.running().api();
    private UUID quota;

    @BeforeEach
    void bothHaveRowsEverywhere() {
        quota = fill(api);
        fill(other);
    }

    private static UUID fill(Api tenant) {
        tenant.post("resource-types", "{\"name\":\"seats\",\"unit\":\"seats\",\"kind\":\"concurrent\"}")
                .is(201);
        UUID quota = tenant.quota("team", "a", "10", null);
        tenant.with("Idempotency-Key", "once").allocate(quota, "job", "1").is(201);
        tenant.put("breakers/defaults", "{}").is(200);
        tenant.put("breakers/scanner", "{}").is(201);
        tenant.post("permits", "{\"job_type\":\"import\",\"source\":\"git\"}").is(201);
        tenant.post("throttles", "{\"job_type\":\"import\",\"source\":\"git\",\"max_active\":9}")
                .is(201);
        tenant.post("breakers/scanner/force", "{\"mode\":\"disabled\"}").is(200);
        return quota;
    }

    @Test
    void whoSaysNothingSeesNothing() throws SQLException {
        try (Connection connection = Product.running().database().behindTheWall()) {
            for (String table : WALLED) {
                assertThat(tenants(connection, table)).as(table).isEmpty();
            }
        }
    }

    @Test
    void aTenantSeesItsOwnRowsWhateverIsAsked() throws SQLException {
        try (Connection connection = Product.running().database().behindTheWall()) {
            enter(connection, api.tenant());
            for (String table : WALLED) {
                assertThat(tenants(connection, table)).as(table).containsExactly(api.tenant());
            }
        }
    }

    /** What binds all is counted in every tenant's transactions; another tenant's own is not to be seen. */
    @Test
    void aTenantSeesItsOwnThrottlesAndThePlatforms() throws SQLException {
        Api platform = api.asPlatform();
        UUID shared = platform.post(
                        "throttles",
                        "{\"tenant\":\"*\",\"job_type\":\"wall-%s\",\"source\":\"*\",\"max_active\":9}"
                                .formatted(api.tenant()))
                .is(201)
                .id();
        try (Connection connection = Product.running().database().behindTheWall()) {
            assertThat(tenants(connection, "throttles")).isEmpty();
            enter(connection, api.tenant());
            assertThat(tenants(connection, "throttles")).containsExactlyInAnyOrder("*", api.tenant());
        }
        platform.delete("throttles/" + shared).is(204);
    }

    @Test
    void nothingOfAnotherCanBeChangedOrAdded() throws SQLException {
        try (Connection connection = Product.running().database().behindTheWall();
                Statement statement = connection.createStatement()) {
            enter(connection, other.tenant());
            assertThat(statement.executeUpdate("update quotas set limit_value = 1000 where id = '" + quota + "'"))
                    .isZero();
            assertThatThrownBy(() -> statement.execute(
                            "insert into resource_types (tenant_id, name, unit, kind) values ('%s', 'x', 'x', 'concurrent')"
                                    .formatted(api.tenant())))
                    .hasMessageContaining("row-level security");
        }
    }

    @Test
    void everyTableOfTenantsStandsBehindIt() throws SQLException {
        try (Connection connection = Product.running().database().asOwner();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid
                        where a.attname = 'tenant_id' and c.relkind in ('r', 'p') and not c.relispartition
                          and not (c.relrowsecurity and c.relforcerowsecurity)
                          and c.relname <> 'oauth_clients'
                        """)) {
            assertThat(rows.next()).as("a table without the wall").isFalse();
        }
    }

    private static void enter(Connection connection, String tenant) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select set_config('headroom.tenant', '" + tenant + "', false)");
        }
    }

    private static List<String> tenants(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select array_agg(distinct tenant_id) from " + table)) {
            rows.next();
            return rows.getArray(1) == null
                    ? List.of()
                    : List.of((String[]) rows.getArray(1).getArray());
        }
    }
}
