package headroom.alert.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import headroom.kernel.AlertType;
import headroom.kernel.Amount;
import headroom.quota.rule.EntityName;
import headroom.quota.rule.EntityType;
import headroom.quota.rule.Threshold;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotaStoryTest {
    private static final UUID QUOTA = UUID.fromString("00000000-0000-0000-0000-000000000007");
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final QuotaStory STORY = new QuotaStory(
            QUOTA, new EntityName(EntityType.TEAM, "ml", "concurrent_gpus"), Amount.of(85), Amount.of(100), NOW);

    @ParameterizedTest
    @CsvSource({
        "80, WARNING, has come to 80 % of 100",
        "89.99, WARNING, has come to 89.99 % of 100",
        "90, CRITICAL, has come to 90 % of 100",
        "soft, WARNING, has come to the soft limit",
        "reached, CRITICAL, has come to the limit 100",
        "exceeded, CRITICAL, stands above the limit 100"
    })
    void aCrossingIsToldWithItsGravity(String code, Severity severity, String words) {
        News news = STORY.crossed(Threshold.of(code));
        assertThat(news.type()).isEqualTo(AlertType.QUOTA_THRESHOLD);
        assertThat(news.severity()).isEqualTo(severity);
        assertThat(news.title()).startsWith("usage 85 of ").contains("ml").endsWith(words);
        assertThat(news.key()).isEqualTo("quota/" + QUOTA + "/" + code);
        assertThat(news.subject()).isEqualTo("quota/" + QUOTA);
        assertThat(news.at()).isEqualTo(NOW);
        assertThat(news.data())
                .containsExactly(
                        entry("quota_id", QUOTA),
                        entry("entity_type", "team"),
                        entry("entity_id", "ml"),
                        entry("resource_type", "concurrent_gpus"),
                        entry("threshold", code),
                        entry("usage", Amount.of(85)),
                        entry("effective_limit", Amount.of(100)),
                        entry("utilization_percent", new BigDecimal("85.00")));
    }

    @Test
    void anEndHasTheKeyOfItsBeginning() {
        News news = STORY.calmed(Threshold.SOFT);
        assertThat(news.type()).isEqualTo(AlertType.QUOTA_CLEARED);
        assertThat(news.severity()).isEqualTo(Severity.INFO);
        assertThat(news.key()).isEqualTo(STORY.crossed(Threshold.SOFT).key());
        assertThat(news.title()).contains("does not stand any more where it has come to the soft limit");
        assertThat(news.data()).containsEntry("threshold", "soft");
    }

    @Test
    void aForecastSaysWhenAndEndsByItsKeyAlone() {
        Instant then = NOW.plusSeconds(3600);
        News news = STORY.exhaustsAt(then);
        assertThat(news.type()).isEqualTo(AlertType.QUOTA_FORECAST);
        assertThat(news.severity()).isEqualTo(Severity.WARNING);
        assertThat(news.data()).containsEntry("exhausts_at", then).containsEntry("threshold", "forecast");
        assertThat(news.title()).contains("exhausts at " + then);
        News end = QuotaStory.notExhausted(news.key(), then);
        assertThat(end.type()).isEqualTo(AlertType.QUOTA_FORECAST_CLEARED);
        assertThat(end.key()).isEqualTo(news.key());
        assertThat(end.subject()).isEqualTo(news.subject());
        assertThat(end.at()).isEqualTo(then);
        assertThat(end.severity()).isEqualTo(Severity.INFO);
        assertThat(end.data()).isEmpty();
    }

    @Test
    void aKeyHasOneToTwoHundredCharacters() {
        assertThatThrownBy(() -> news("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> news("x".repeat(201))).isInstanceOf(IllegalArgumentException.class);
        assertThat(news("x".repeat(200)).key()).hasSize(200);
    }

    private static News news(String key) {
        return new News(AlertType.QUOTA_CLEARED, key, "s", Severity.INFO, "t", NOW, Map.of());
    }
}
