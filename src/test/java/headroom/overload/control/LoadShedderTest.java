package headroom.overload.control;

import static headroom.overload.rule.RequestClass.CRITICAL;
import static headroom.overload.rule.RequestClass.CRITICAL_PLUS;
import static headroom.overload.rule.RequestClass.SHEDDABLE;
import static headroom.overload.rule.RequestClass.SHEDDABLE_PLUS;
import static org.assertj.core.api.Assertions.assertThat;

import headroom.overload.rule.Load;
import headroom.overload.rule.LoadState;
import headroom.overload.rule.RequestClass;
import headroom.overload.rule.ShedOptions;
import org.junit.jupiter.api.Test;

/** The shedder on a watch and a load that the test sets. */
class LoadShedderTest {
    private static final ShedOptions OPTIONS = new ShedOptions(true, 100, 1, 32, 1);

    private double now;
    private Load load = Load.NONE;
    private final LoadShedder shedder = shedder(OPTIONS);

    private LoadShedder shedder(ShedOptions options) {
        return new LoadShedder(options, (inFlight, seconds) -> load, () -> now);
    }

    @Test
    void ofAClassThatIsCutWhollyOneInAHundredPassesButForAnEmergency() {
        at(0.85, 1_000);
        assertThat(shedder.judged().state()).isEqualTo(LoadState.WARNING);
        assertThat(shedder.judged().allowance().cut(SHEDDABLE)).isEqualTo(1);
        assertThat(admitted(shedder, SHEDDABLE, 1_000)).isEqualTo(10);
        at(1.2, 1_000);
        assertThat(shedder.judged().state()).isEqualTo(LoadState.EMERGENCY);
        assertThat(admitted(shedder, SHEDDABLE, 1_000)).isZero();
        assertThat(shedder.shed(SHEDDABLE)).isEqualTo(1_990);
        assertThat(shedder.isCut(CRITICAL_PLUS)).isFalse();
    }

    @Test
    void aPauseCountsAsTime() {
        at(1.2, 1_000);
        now += 60;
        load = Load.NONE;
        assertThat(shedder.judge()).isTrue();
        assertThat(shedder.judged().state()).isEqualTo(LoadState.NORMAL);
        assertThat(shedder.isCut(SHEDDABLE)).isFalse();
    }

    @Test
    void itJudgesTenTimesASecondAtMost() {
        assertThat(shedder.judge()).isFalse();
        now += 0.09;
        assertThat(shedder.judge()).isFalse();
        now += 0.02;
        assertThat(shedder.judge()).isTrue();
        assertThat(shedder.judge()).isFalse();
    }

    @Test
    void whereFarTooManyAreUnderWayOnlyReleasesPass() {
        underWay(OPTIONS.mostInFlight());
        for (RequestClass requested : new RequestClass[] {CRITICAL, SHEDDABLE_PLUS, SHEDDABLE}) {
            assertThat(shedder.isCut(requested)).isTrue();
            assertThat(admitted(shedder, requested, 500)).isZero();
        }
        assertThat(shedder.isCut(CRITICAL_PLUS)).isFalse();
        for (int i = OPTIONS.mostInFlight(); i >= OPTIONS.mostOfHeavy(); i--) {
            shedder.end(1);
        }
        assertThat(shedder.isCut(CRITICAL)).isFalse();
    }

    @Test
    void theLastPlacesAreKeptForWhoSendsLittle() {
        sends(CRITICAL, "heavy", 900);
        sends(SHEDDABLE, "quiet", 30);
        underWay(OPTIONS.mostOfHeavy());
        assertThat(shedder.isCut(CRITICAL)).isTrue();
        assertThat(shedder.judged().allowance().isCut(CRITICAL))
                .as("nothing but the bound refuses")
                .isFalse();
        assertThat(shedder.admits(CRITICAL, "heavy", 1)).isFalse();
        assertThat(shedder.admits(CRITICAL, "quiet", 1)).isTrue();
        assertThat(shedder.admits(CRITICAL, "never seen", 1)).isTrue();
        underWay(OPTIONS.mostInFlight());
        assertThat(shedder.admits(CRITICAL, "quiet", 1)).isFalse();
    }

    @Test
    void whoSendsMuchOfOneClassIsHeavyInAll() {
        sends(CRITICAL_PLUS, "heavy", 900);
        sends(CRITICAL, "quiet", 30);
        underWay(OPTIONS.mostOfHeavy());
        assertThat(shedder.admits(CRITICAL, "heavy", 1)).isFalse();
        assertThat(shedder.admits(CRITICAL, "quiet", 1)).isTrue();
    }

    @Test
    void whoFloodsAllAtOnceTakesHalfOfThemUntilHeIsKnown() {
        sends(CRITICAL, "heavy", 900);
        underWay(OPTIONS.mostOfHeavy());
        int kept = OPTIONS.mostInFlight() - OPTIONS.mostOfHeavy();
        assertThat(admitted(shedder, CRITICAL, 10_000)).isEqualTo(kept / 2);
        assertThat(shedder.admits(CRITICAL, "quiet", 1)).isTrue();
        now += 0.1;
        shedder.judge();
        assertThat(admitted(shedder, CRITICAL, 10_000)).isZero();
        assertThat(shedder.admits(CRITICAL, "quiet", 1)).isTrue();
    }

    @Test
    void whatIsRefusedForWantOfPlacesIsKnownToHaveCome() {
        underWay(OPTIONS.mostInFlight());
        for (int i = 0; i < 1_000; i++) {
            shedder.admits(CRITICAL, "heavy", 1);
        }
        now += 0.5;
        shedder.judge();
        assertThat(shedder.heaviest(CRITICAL, 1)).singleElement().satisfies(heavy -> {
            assertThat(heavy.offered()).isGreaterThan(1_000);
            assertThat(heavy.admitted()).isZero();
        });
    }

    private void sends(RequestClass requested, String tenant, int work) {
        shedder.took(requested, tenant, work);
        now += 0.1;
        shedder.judge();
    }

    private void underWay(int requests) {
        while (shedder.inFlight() < requests) {
            shedder.begin(CRITICAL);
        }
    }

    @Test
    void switchedOffItRefusesNothingAndKnowsTheLoadAllTheSame() {
        LoadShedder off = shedder(new ShedOptions(false, 1, 1, 1, 1));
        load = new Load(2, 2, 1, 1);
        now += 1;
        off.judge();
        off.begin(SHEDDABLE);
        off.begin(SHEDDABLE);
        assertThat(off.judged().state()).isEqualTo(LoadState.EMERGENCY);
        for (RequestClass requested : RequestClass.values()) {
            assertThat(off.isCut(requested)).isFalse();
        }
    }

    @Test
    void whoSendsMostIsShown() {
        shedder.took(CRITICAL, "light", 10);
        shedder.took(CRITICAL, "heavy", 300);
        now += 0.5;
        shedder.judge();
        assertThat(shedder.heaviest(CRITICAL, 5))
                .extracting(LoadShedder.Heavy::tenant)
                .containsExactly("heavy", "light");
        assertThat(shedder.heaviest(CRITICAL, 1)).hasSize(1);
        now += 60;
        shedder.judge();
        assertThat(shedder.heaviest(CRITICAL, 5)).as("forgotten").isEmpty();
    }

    /** The load is so high while a tenant sends so much of the lowest class that nothing of it gets done. */
    private void at(double value, int offered) {
        shedder.took(SHEDDABLE, "tenant", offered);
        shedder.took(CRITICAL, "tenant", offered);
        load = new Load(0, value, 0, 0);
        now += 0.2;
        assertThat(shedder.judge()).isTrue();
    }

    private static int admitted(LoadShedder shedder, RequestClass requested, int times) {
        int admitted = 0;
        for (int i = 0; i < times; i++) {
            admitted += shedder.admits(requested, "tenant", 1) ? 1 : 0;
        }
        return admitted;
    }
}
