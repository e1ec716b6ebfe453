package headroom.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import headroom.testing.Api;
import headroom.testing.Product;
import headroom.testing.TestDatabase;
import headroom.testing.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever owns the database tampers with a trail of ten, whose last entry was anchored; the auditor finds it in both ways. */
class AuditTamperingIT {
    private static final Duration ANCHORED_WITHIN = Duration.ofSeconds(60);

    /** Trails are made ahead and wait for their anchors together. */
    private static final List<Api> READY = new ArrayList<>();

    private static final int TRAILS = 16;

    private final TestDatabase database = Product.running().database();
    private Api api;
    private Auditor auditor;
    private TamperedTrail trail;

    @BeforeEach
    void aTrailOfTenWithAnAnchor() {
        if (READY.isEmpty()) {
            for (int i = 0; i < TRAILS; i++) {
                READY.add(trailOfTen());
            }
        }
        api = READY.remove(0);
        auditor = new Auditor(api);
        trail = new TamperedTrail(database, api.tenant());
        await().atMost(ANCHORED_WITHIN)
                .untilAsserted(() -> assertThat(auditor.anchoredUpTo()).isEqualTo(10));
    }

    private static Api trailOfTen() {
        Api api = Product.running().api();
        UUID quota = api.quota("team", "ml", "10", null);
        for (int i = 0; i < 8; i++) {
            api.put("quotas/" + quota, "{\"limit_value\":" + (11 + i) + "}").is(200);
        }
        return api;
    }

    @Test
    void untouchedNothingIsFound() {
        auditor.findNothing(10, List.of());
        auditor.findNothing(10, trail.anchors());
    }

    @Test
    void altered() {
        trail.alter(5);
        auditor.find("altered", 5, List.of());
        trail.rehash(5);
        auditor.find("altered", 5, List.of());
    }

    @Test
    void alteredWithTheWholeChainBehindItRecomputed() {
        long anchorBefore = trail.anchorBefore(5);
        trail.alter(5);
        trail.recompute(5);
        auditor.find("altered", anchorBefore + 1, List.of());
    }

    @Test
    void alteredSinceTheLastAnchorIsFoundByTheLink() {
        api.quota("team", "one", "10", null);
        api.quota("team", "two", "10", null);
        trail.alter(11);
        trail.rehash(11);
        auditor.find("altered", 11, List.of());
    }

    @Test
    void filedUnderAnotherTimeOrId() {
        trail.execute("update audit_entries set occurred_at = occurred_at - interval '1 day' where sequence = 5 and ");
        auditor.findsOnline("altered", 5, List.of());
        trail.execute("update audit_entries set occurred_at = occurred_at + interval '1 day' where sequence = 5 and ");
        trail.execute("update audit_entries set id = gen_random_uuid() where sequence = 6 and ");
        auditor.findsOnline("altered", 6, List.of());
    }

    @Test
    void aGap() {
        trail.execute("delete from audit_entries where sequence = 5 and ");
        auditor.find("gap", 5, List.of());
    }

    @Test
    void aGapThatTheOthersWereMovedUpTo() {
        trail.execute("delete from audit_entries where sequence = 5 and ");
        trail.execute("update audit_entries set sequence = sequence + 1000 where sequence > 5 and ");
        trail.execute("update audit_entries set sequence = sequence - 1001 where sequence > 1000 and ");
        trail.execute("update audit_heads set sequence = 9 where ");
        auditor.find("gap", 5, List.of());
    }

    @Test
    void reordered() {
        trail.execute("update audit_entries set sequence = 1000 where sequence = 5 and ");
        trail.execute("update audit_entries set sequence = 5 where sequence = 8 and ");
        trail.execute("update audit_entries set sequence = 8 where sequence = 1000 and ");
        auditor.find("reordered", 5, List.of());
    }

    @Test
    void truncated() {
        trail.execute("delete from audit_entries where sequence > 7 and ");
        auditor.find("truncated", 8, List.of());
        trail.setHeadBack();
        auditor.find("truncated", 8, List.of());
    }

    @Test
    void truncatedTogetherWithTheAnchorsThatTold() {
        List<String> kept = trail.anchors();
        trail.execute("delete from audit_entries where sequence > 7 and ");
        trail.setHeadBack();
        trail.execute("delete from audit_anchors where sequence > 7 and ");
        auditor.findNothing(7, List.of());
        auditor.find("truncated", 8, kept);
    }

    @Test
    void missing() {
        List<String> kept = trail.anchors();
        trail.execute("delete from audit_entries where ");
        auditor.find("missing", 1, List.of());
        trail.execute("delete from audit_heads where ");
        auditor.find("missing", 1, List.of());
        trail.execute("delete from audit_anchors where ");
        auditor.findNothing(0, List.of());
        auditor.find("missing", 1, kept);
    }

    @Test
    void theHeadDeletedWhileTheEntriesAreThere() {
        trail.execute("delete from audit_heads where ");
        auditor.find("altered", 1, List.of());
    }

    @Test
    void anAnchorAltered() {
        trail.execute(
                "update audit_anchors set jws = overlay(jws placing 'AAAA' from length(jws) - 3) where sequence = 10 and ");
        auditor.find("altered", 10, List.of());
    }

    @Test
    void ofTwoServersOneSignsEachHeadAndTellsItsLog() {
        TestServer second = Product.running().second();
        Api there = api.at(second);
        for (int i = 0; i < 3; i++) {
            long next = auditor.entries("").size() + 1L;
            there.quota("team", "there-" + i, "10", null);
            await().atMost(ANCHORED_WITHIN)
                    .untilAsserted(() -> assertThat(auditor.anchoredUpTo()).isEqualTo(next));
        }
        // The log is written after the commit.
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(trail.anchors())
                        .allMatch(anchor -> Product.running().server().log().contains(anchor)
                                != second.log().contains(anchor)));
    }

    @Test
    void theServiceItselfMayChangeAndDeleteNothing() throws SQLException {
        try (Connection connection = database.asApplication();
                Statement statement = connection.createStatement()) {
            for (String sql : List.of(
                    "update audit_entries set entry = entry",
                    "update audit_entries set occurred_at = now()",
                    "delete from audit_entries",
                    "truncate audit_entries",
                    "update audit_anchors set jws = ''",
                    "delete from audit_anchors",
                    "truncate audit_anchors",
                    "delete from audit_heads",
                    "truncate audit_heads",
                    "alter table audit_entries disable row level security",
                    "update signing_keys set public_key = ''",
                    "delete from signing_keys")) {
                assertThatThrownBy(() -> statement.execute(sql))
                        .as(sql)
                        .hasMessageMatching(".*(denied|must be owner).*");
            }
        }
    }
}
