package headroom.overload.control;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.overload.rule.LimitOptions;
import headroom.overload.rule.Pressure;
import headroom.platform.downstream.Pushback;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What presses back on whom, on a clock that the test moves. */
class BackpressureHandlerTest {
    private static final Target HOOK = new Target("webhook", "acme", "hooks.example:443");
    private static final Target OTHERS = new Target("webhook", "other", "hooks.example:443");
    private static final Instant BEGIN = Instant.parse("2026-11-21T12:00:00Z");

    private Instant now = BEGIN;
    private final BackpressureHandler handler = BackpressureHandler.by(() -> now, () -> 1);

    @Test
    void aTargetPressesOnTheTenantThatWasRefusedAndNobodyElse() {
        handler.refused(HOOK, retryAfter("30"));
        assertThat(handler.on("acme")).isEqualTo(Pressure.HARD);
        assertThat(handler.on("other")).isEqualTo(Pressure.NONE);
        assertThat(handler.all("other")).isEmpty();
        assertThat(handler.allowed(HOOK, 4)).isZero();
        assertThat(handler.allowed(OTHERS, 4)).isEqualTo(4);
        assertThat(handler.retryAt(HOOK)).contains(BEGIN.plusSeconds(31));
        assertThat(handler.all("acme")).singleElement().satisfies(pressed -> {
            assertThat(pressed.level()).isEqualTo(Pressure.HARD);
            assertThat(pressed.until()).isEqualTo(BEGIN.plusSeconds(31));
        });
    }

    @Test
    void itEndsWithTheProbeThatSucceeds() {
        handler.refused(HOOK, retryAfter("30"));
        handler.answered(HOOK);
        assertThat(handler.on("acme")).as("an answer to what was sent before").isEqualTo(Pressure.HARD);
        now = BEGIN.plusSeconds(31);
        assertThat(handler.allowed(HOOK, 4)).isEqualTo(1);
        handler.answered(HOOK);
        assertThat(handler.on("acme")).isEqualTo(Pressure.NONE);
        assertThat(handler.isAny()).isFalse();
        assertThat(handler.allowed(HOOK, 4)).isEqualTo(4);
    }

    @Test
    void aLimiterObeys() throws InterruptedException {
        Limiters limiters = Limiters.by(() -> now, handler);
        ConcurrencyLimiter limiter = limiters.before(HOOK, LimitOptions.fixed(4), 0);
        handler.refused(HOOK, new Pushback(Optional.empty()));
        assertThat(limiter.allowed()).as("soft").isEqualTo(2);
        handler.refused(HOOK, retryAfter("5"));
        assertThat(limiter.acquire(Duration.ZERO)).as("hard").isEmpty();
        now = BEGIN.plusSeconds(60);
        assertThat(limiter.acquire(Duration.ZERO)).as("a probe").isPresent();
        assertThat(limiter.acquire(Duration.ZERO)).as("one at a time").isEmpty();
    }

    @Test
    void queuesPressOnWhoWaitsInThemAndALoadedServiceOnAll() {
        handler.queuesStand(Map.of("acme", Pressure.HARD), Pressure.NONE);
        assertThat(handler.on("acme")).isEqualTo(Pressure.HARD);
        assertThat(handler.on("other")).isEqualTo(Pressure.NONE);
        handler.queuesStand(Map.of("acme", Pressure.HARD), Pressure.SOFT);
        assertThat(handler.on("acme")).isEqualTo(Pressure.HARD);
        assertThat(handler.on("other")).isEqualTo(Pressure.SOFT);
        assertThat(handler.all("acme"))
                .extracting(pressed -> pressed.target().kind())
                .containsExactly(Target.QUOTAS, Target.SERVICE);
        handler.queuesStand(Map.of(), Pressure.NONE);
        assertThat(handler.isAny()).isFalse();
    }

    @Test
    void memoryIsBoundedWhateverIsRefused() {
        for (int i = 0; i < 3 * BackpressureHandler.MAX_TARGETS; i++) {
            handler.refused(new Target("webhook", "acme", "host-" + i), retryAfter("60"));
        }
        assertThat(handler.all("acme")).hasSize(BackpressureHandler.MAX_TARGETS);
        now = BEGIN.plus(Duration.ofHours(1));
        assertThat(handler.all("acme")).isEmpty();
        handler.queuesStand(Map.of(), Pressure.NONE);
        assertThat(handler.isAny()).isFalse();
    }

    @Test
    void limitersAreBoundedAndNamed() {
        Limiters limiters = Limiters.by(() -> now, handler);
        for (int i = 0; i < Limiters.MAX_LIMITERS + 10; i++) {
            limiters.before(new Target("webhook", "acme", "host-" + i), LimitOptions.fixed(1), 0);
        }
        assertThat(limiters.page("", 5_000)).hasSize(Limiters.MAX_LIMITERS);
        Limiters.Named first = limiters.page("", 1).get(0);
        assertThat(first.name()).matches("webhook-[0-9a-f]{12}");
        assertThat(limiters.named(first.name())).contains(first);
        assertThat(limiters.page(first.name(), 1)).doesNotContain(first);
        assertThat(limiters.named("nobody")).isEmpty();
    }

    private static Pushback retryAfter(String text) {
        return new Pushback(Optional.of(text));
    }
}
