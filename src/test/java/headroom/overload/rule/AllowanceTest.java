package headroom.overload.rule;

import static headroom.overload.rule.RequestClass.CRITICAL;
import static headroom.overload.rule.RequestClass.CRITICAL_PLUS;
import static headroom.overload.rule.RequestClass.SHEDDABLE;
import static headroom.overload.rule.RequestClass.SHEDDABLE_PLUS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** How much of each class may come in, and how that is shared. */
class AllowanceTest {
    private static final int ROOM = 400;
    private static final Map<RequestClass, Double> OFFERED =
            Map.of(SHEDDABLE, 1_000.0, SHEDDABLE_PLUS, 1_000.0, CRITICAL, 1_000.0, CRITICAL_PLUS, 1_000.0);

    @Property
    void noClassIsCutBeforeThoseBelowItAndReleasesNever(@ForAll LoadState state, @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<RequestClass, Double> offered = new EnumMap<>(RequestClass.class);
        for (RequestClass requested : RequestClass.values()) {
            offered.put(requested, random.nextDouble(1, 5_000));
        }
        Load load =
                new Load(random.nextDouble(1.5), random.nextDouble(1.5), random.nextDouble(1), random.nextDouble(1));
        Allowance allowance = Allowance.at(load, state, ROOM, random.nextDouble(10_000), offered);
        for (RequestClass requested : RequestClass.values()) {
            assertThat(allowance.cut(requested)).isBetween(0.0, 1.0);
            if (allowance.isCut(requested)) {
                assertThat(requested.place()).as("as the state allows").isLessThan(state.classesCut());
                for (RequestClass lower : RequestClass.values()) {
                    if (lower.place() < requested.place()
                            && !(requested == CRITICAL && load.waiting() < load.value())) {
                        assertThat(allowance.cut(lower))
                                .as("%s below %s", lower, requested)
                                .isEqualTo(1);
                    }
                }
            }
        }
        assertThat(allowance.of(CRITICAL_PLUS)).isInfinite();
    }

    @Example
    void whatComesInFollowsWhatGetsDone() {
        Allowance allowance = Allowance.at(waiting(0.975), LoadState.EMERGENCY, ROOM, 1_700, OFFERED);
        assertThat(allowance.of(CRITICAL)).isEqualTo(700);
        assertThat(allowance.cut(CRITICAL)).isEqualTo(0.3, offset(1e-9));
        assertThat(allowance.cut(SHEDDABLE_PLUS)).isEqualTo(1);
        assertThat(allowance.cut(SHEDDABLE)).isEqualTo(1);
        assertThat(Allowance.at(waiting(1.2), LoadState.EMERGENCY, ROOM, 1_700, OFFERED)
                        .of(CRITICAL))
                .isLessThan(700);
        assertThat(Allowance.at(waiting(0.8), LoadState.EMERGENCY, ROOM, 1_700, OFFERED)
                        .of(CRITICAL))
                .isGreaterThan(700);
    }

    @Example
    void theFurtherFromItsAimTheMoreIsCorrectedAndNotMoreThanHalfOfWhatGetsDone() {
        assertThat(intake(0.875, 600)).isEqualTo(600 + 0.1 * 300, offset(1e-9));
        assertThat(intake(0.875, 1_800))
                .as("half a second to fill the room")
                .isEqualTo(1_800 + 0.1 * 800, offset(1e-9));
        assertThat(intake(0.875, 10)).as("a twentieth of the room at least").isEqualTo(10 + 0.1 * 20, offset(1e-9));
    }

    private static double intake(double load, double done) {
        return Allowance.at(waiting(load), LoadState.EMERGENCY, ROOM, done, Map.of(CRITICAL, 5_000.0))
                .of(CRITICAL);
    }

    @Example
    void whereAsMuchComesAsMayNothingIsCut() {
        Map<RequestClass, Double> offered = Map.of(CRITICAL, 700.0, CRITICAL_PLUS, 1_000.0);
        assertThat(Allowance.at(waiting(0.975), LoadState.EMERGENCY, ROOM, 1_700, offered)
                        .isCut(CRITICAL))
                .isFalse();
    }

    @Example
    void aServerThatGotNothingDoneBeginsAgain() {
        Allowance allowance =
                Allowance.at(waiting(0), LoadState.EMERGENCY, ROOM, 0, Map.of(CRITICAL, 5_000.0, CRITICAL_PLUS, 1.0));
        assertThat(allowance.of(CRITICAL)).isGreaterThan(10);
    }

    @Example
    void howeverHighTheLoadSomeOfTheHighestClassComesIn() {
        Allowance allowance = Allowance.at(waiting(4), LoadState.EMERGENCY, ROOM, 2_000, OFFERED);
        assertThat(allowance.of(CRITICAL)).isEqualTo(200);
        assertThat(allowance.of(SHEDDABLE_PLUS)).isZero();
        assertThat(Allowance.at(waiting(4), LoadState.EMERGENCY, ROOM, 0, OFFERED)
                        .of(CRITICAL))
                .as("while nothing gets done")
                .isZero();
    }

    @Example
    void aBusyProcessorAloneCutsNothingCritical() {
        Allowance allowance = Allowance.at(new Load(0.1, 0.1, 0.1, 1), LoadState.EMERGENCY, ROOM, 2_000, OFFERED);
        assertThat(allowance.isCut(CRITICAL)).isFalse();
        assertThat(allowance.isCut(SHEDDABLE_PLUS)).isTrue();
    }

    @Example
    void aServerAtEaseCutsNothing() {
        for (RequestClass requested : RequestClass.values()) {
            assertThat(Allowance.at(waiting(0.6), LoadState.NORMAL, ROOM, 0, OFFERED)
                            .isCut(requested))
                    .isFalse();
        }
    }

    @Property
    void theLevelSharesOutWhatThereIsAndNobodyWhoWantsLessIsCut(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] demands = random.doubles(random.nextInt(1, 40), 0.01, 1_000).toArray();
        double wanted = Arrays.stream(demands).sum();
        double supply = random.nextDouble() * wanted * 1.2;
        double level = WaterLevel.of(demands, supply);
        double given =
                Arrays.stream(demands).map(demand -> Math.min(demand, level)).sum();
        assertThat(given).isEqualTo(Math.min(supply, wanted), offset(1e-6));
        assertThat(Double.isInfinite(level)).isEqualTo(supply > wanted);
    }

    private static Load waiting(double load) {
        return new Load(load, 0, 0, 0);
    }
}
