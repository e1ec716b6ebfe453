package headroom.overload.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What each tenant has had of a class, and may still have. */
class TenantWorkTest {
    private final TenantWork work = new TenantWork(new TenantPlaces());
    private final int place = work.offer("tenant", 10_000);
    private double now = 1;

    @Test
    void aShareIsSoMuchASecondAndALittleAhead() {
        shareOut(100);
        assertThat(taken(1_000)).as("a tenth of a second ahead").isEqualTo(11);
        int had = 0;
        for (int step = 0; step < 50; step++) {
            now += 0.01;
            had += taken(1_000);
        }
        assertThat(had).isBetween(49, 51);
        now += 60;
        assertThat(taken(1_000)).as("what was not used is not saved").isEqualTo(11);
    }

    @Test
    void nobodyHasAShareOfNothing() {
        shareOut(0);
        assertThat(taken(10)).isZero();
        shareOut(1e-9);
        assertThat(taken(10)).isZero();
    }

    @Test
    void whoWasAheadOfASmallShareIsNotKeptOutWhenItIsLargeAgain() {
        shareOut(0.01);
        assertThat(taken(1_000)).isEqualTo(4);
        now += 0.1;
        shareOut(100);
        assertThat(taken(1_000)).as("as far ahead as with four of the hundred").isEqualTo(7);
    }

    @Test
    void whoWasAheadOfALargeShareIsSoOfASmallOneToo() {
        shareOut(1_000);
        assertThat(taken(1_000)).isEqualTo(101);
        shareOut(10);
        assertThat(taken(1_000)).isZero();
        now += 9;
        assertThat(taken(1_000)).as("some ten seconds of it were had").isZero();
        now += 1;
        assertThat(taken(1_000)).isPositive();
    }

    private void shareOut(double allowed) {
        work.count(0.1);
        work.share(allowed, now);
    }

    private int taken(int times) {
        int taken = 0;
        for (int i = 0; i < times; i++) {
            taken += work.isWithinShare(place, 1, now) ? 1 : 0;
        }
        return taken;
    }
}
