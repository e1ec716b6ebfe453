package headroom.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import headroom.kernel.Amount;
import headroom.kernel.TenantId;
import headroom.platform.ScopedId;
import headroom.platform.TenantWall;
import headroom.platform.http.Answer;
import headroom.platform.http.Call;
import headroom.platform.http.IdempotencyKey;
import headroom.quota.boundary.AllocateRequest;
import headroom.quota.boundary.AllocatingQuota;
import headroom.quota.boundary.CreateQuotaRequest;
import headroom.quota.boundary.CreatingQuota;
import headroom.quota.boundary.EndingWhatIsDue;
import headroom.quota.boundary.ForgettingAnswers;
import headroom.quota.boundary.ReadingAllocations;
import headroom.quota.boundary.ReadingQuotas;
import headroom.quota.boundary.VerifyingCounters;
import headroom.quota.control.AmountRequest;
import headroom.quota.control.Lanes;
import headroom.quota.control.Ledger;
import headroom.quota.control.Posting;
import headroom.quota.control.Promise;
import headroom.quota.control.Trees.TreeRef;
import headroom.quota.control.UsageHistory;
import headroom.quota.entity.Quota;
import headroom.quota.entity.QuotaTree;
import headroom.quota.rule.AllocationState;
import headroom.quota.rule.EntityType;
import headroom.tenant.boundary.RegisterTenantRequest;
import headroom.tenant.boundary.RegisteringTenants;
import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.RollbackException;
import jakarta.transaction.UserTransaction;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The use cases inside Payara Micro on a real PostgreSQL: what only the container can show, its transactions above all. */
@ArquillianTest
class QuotaInContainerIT {
    @Inject
    private CreatingQuota creating;

    @Inject
    private AllocatingQuota allocating;

    @Inject
    private ReadingQuotas reading;

    @Inject
    private ReadingAllocations history;

    @Inject
    private VerifyingCounters verifying;

    @Inject
    private EndingWhatIsDue ending;

    @Inject
    private ForgettingAnswers forgetting;

    @Inject
    private Lanes lanes;

    @PersistenceContext
    private EntityManager entities;

    @Resource
    private UserTransaction transaction;

    @Resource(lookup = "java:app/jdbc/headroom")
    private DataSource dataSource;

    private final TenantId tenant = new TenantId("c" + UUID.randomUUID());

    @Inject
    private RegisteringTenants registering;

    @BeforeEach
    void worksForATenant() {
        TenantWall.enter(tenant);
        registering.register(
                call(), new RegisterTenantRequest(tenant.value(), "a tenant", null), registered -> Answer.noContent());
    }

    @AfterEach
    void worksForNobody() {
        TenantWall.leave();
    }

    @Deployment
    static WebArchive builtWar() {
        WebArchive war = ShrinkWrap.createFromZipFile(WebArchive.class, new File(System.getProperty("headroom.war")));
        return war.setWebXML(new StringAsset(gateBesideTheTests(war)));
    }

    /** The tests are called through a servlet of Arquillian's own, which has no token. */
    private static String gateBesideTheTests(WebArchive war) {
        try (InputStream in = war.get("WEB-INF/web.xml").getAsset().openStream()) {
            String original = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            String changed = original.replaceAll("(<filter-name>gate</filter-name>\\s*<url-pattern>)/\\*", "$1/api/*");
            assertNotEquals(original, changed);
            return changed;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Test
    void aRequestThatBreaksItsBatchFailsAloneAndTheOthersAreDecided() throws Exception {
        UUID team = team(100);
        assertEquals(201, allocate(team, "first", 1, null).status());
        TreeRef tree = new TreeRef(
                tenant, entities.find(Quota.class, new ScopedId(tenant, team)).treeId());
        List<Promise<Answer>> waiting = new ArrayList<>();
        try (Connection holder = dataSource.getConnection();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("select from quota_trees where id = '" + tree.treeId() + "' for update");
            for (int i = 0; i < 9; i++) {
                // One of them breaks a constraint of the table, one the code that decides.
                String job = i == 3 ? "x".repeat(200) : "job-" + i;
                waiting.add(lanes.post(tree, new Ask(team, job, i == 6), Optional.empty()));
            }
            holder.rollback();
        }
        for (int i = 0; i < 9; i++) {
            Promise<Answer> answer = waiting.get(i);
            if (i == 3 || i == 6) {
                assertThrows(RuntimeException.class, answer::await);
            } else {
                assertEquals(201, answer.await().status());
            }
        }
        assertEquals(Amount.of(8), usage(team));
        assertEquals(8, historyOf(team));
        assertTrue(verifying.verify(call()).body().contains("\"differences\":[]"));
    }

    /** A request for 1 that nobody has validated. */
    private record Ask(UUID quotaId, String jobId, boolean isBroken) implements Posting<Boolean> {
        @Override
        public Collection<UUID> quotaIds() {
            return List.of(quotaId);
        }

        @Override
        public Boolean decide(Ledger ledger) {
            boolean admitted = ledger.allocate(
                            new AmountRequest(quotaId, jobId, Amount.of(1), AllocationState.ACTIVE, null, null))
                    .fold(done -> true, refusal -> false);
            if (isBroken) {
                throw new IllegalStateException("planted");
            }
            return admitted;
        }

        @Override
        public Answer answer(Boolean admitted) {
            return new Answer(admitted ? 201 : 409, Map.of(), "");
        }
    }

    @Test
    void aStaleVersionOfATreeCannotBeWritten() throws Exception {
        UUID team = team(100);
        UUID tree = entities.find(Quota.class, new ScopedId(tenant, team)).treeId();
        transaction.begin();
        QuotaTree stale = entities.find(QuotaTree.class, new ScopedId(tenant, tree));
        Thread other = new Thread(() -> TenantWall.within(tenant, () -> allocate(team, "job", 1, null)));
        other.start();
        other.join();
        stale.decided(Instant.now());
        assertThrows(RollbackException.class, transaction::commit);
        assertEquals(Amount.of(1), usage(team));
    }

    @Test
    void aDenialWritesNothing() {
        UUID team = team(1);
        Answer denied = allocate(team, "job", 2, null);
        assertEquals(409, denied.status());
        assertEquals(Amount.ZERO, usage(team));
        assertEquals(0, historyOf(team));
    }

    @Test
    void theTimerEndsWhatIsDueWithoutAnyRequest() throws InterruptedException {
        UUID team = team(10);
        assertEquals(201, allocate(team, "job", 10, Duration.ofMillis(300)).status());
        Instant limit = Instant.now().plusSeconds(5);
        while (!usage(team).isZero() && Instant.now().isBefore(limit)) {
            Thread.sleep(50);
        }
        assertEquals(Amount.ZERO, usage(team));
        assertFalse(TenantWall.acrossTenants(ending::trees).stream()
                .anyMatch(tree -> tree.tenant().equals(tenant)));
    }

    @Test
    void theApplicationRoleMayNotTouchTheSchemaNorTheHistory() {
        for (String forbidden : List.of(
                "create table x (a int)",
                "drop table allocations",
                "alter table quotas add column x int",
                "delete from usage_history",
                "update usage_history set job_id = 'x'",
                "delete from allocations",
                "delete from quotas",
                "truncate quota_counters")) {
            SQLException refused = assertThrows(SQLException.class, () -> run(forbidden), forbidden);
            assertTrue(List.of("42501").contains(refused.getSQLState()), forbidden + ": " + refused);
        }
    }

    @Test
    void answersOfADayAgoAreForgotten() throws SQLException {
        UUID team = team(10);
        String key = "key-" + UUID.randomUUID();
        AllocateRequest request = new AllocateRequest(team, null, null, null, Amount.of(1), "job", null, null, null);
        Call call = new Call(tenant, Optional.of(new IdempotencyKey(key, "hash")));
        String first = allocating.allocate(call, request).await().body();
        assertEquals(first, allocating.allocate(call, request).await().body());
        run("update idempotent_answers set answered_at = answered_at - interval '25 hours' where idempotency_key = '"
                + key + "'");
        assertTrue(forgetting.forget() >= 1);
        assertEquals(409, allocating.allocate(call, request).await().status());
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private UUID team(long limit) {
        AtomicReference<UUID> id = new AtomicReference<>();
        CreateQuotaRequest request = new CreateQuotaRequest(
                EntityType.TEAM,
                "team",
                "concurrent_gpus",
                Amount.of(limit),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
        creating.create(call(), request, outcome -> {
            id.set(outcome.<UUID>fold(placed -> placed.quota().id(), refusal -> null));
            return Answer.noContent();
        });
        return id.get();
    }

    private Answer allocate(UUID quota, String job, long amount, Duration lease) {
        AllocateRequest request =
                new AllocateRequest(quota, null, null, null, Amount.of(amount), job, null, lease, null);
        return allocating.allocate(call(), request).await();
    }

    private Amount usage(UUID quota) {
        return reading.usage(tenant, quota).fold(usage -> usage.usage(), refusal -> Amount.of(-1));
    }

    private int historyOf(UUID quota) {
        UsageHistory.Filter all =
                new UsageHistory.Filter(Instant.EPOCH, Instant.parse("9999-01-01T00:00:00Z"), Optional.empty());
        return history.history(tenant, quota, all, UsageHistory.Position.TOP, 100)
                .<Integer>fold(List::size, refusal -> -1);
    }

    private Call call() {
        return new Call(tenant, Optional.empty());
    }
}
