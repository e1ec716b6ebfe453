package headroom.throttle.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a lane remembers of how many permits its tenant may have. */
class KnownRoomTest {
    private double now;
    private final KnownRoom room = new KnownRoom(() -> now);

    @Test
    void nothingIsKnownAtFirst() {
        assertThat(room.has(1)).isFalse();
        assertThat(room.isToBeCounted()).isTrue();
    }

    @Test
    void ofWhatIsFreeSomeIsGrantedUncounted() {
        room.counted(100_000, 3);
        assertThat(room.has(1_003)).isTrue();
        assertThat(room.has(1_004)).isFalse();
        room.granted(1_003);
        assertThat(room.has(1)).isFalse();
        assertThat(room.isToBeCounted()).isTrue();
    }

    @Test
    void whoHasAsManyAsHeMayIsNotCountedForAgainAtOnce() {
        room.counted(-5, 0);
        assertThat(room.has(1)).isFalse();
        now += 0.99;
        assertThat(room.isToBeCounted()).isFalse();
        now += 0.02;
        assertThat(room.isToBeCounted()).isTrue();
    }

    @Test
    void whatEndsHereMakesRoomAtOnceAndNotMoreThanIsGrantedUncounted() {
        room.counted(0, 0);
        room.ended(2);
        assertThat(room.has(2)).isTrue();
        assertThat(room.has(3)).isFalse();
        room.ended(5_000);
        assertThat(room.has(1_000)).isTrue();
        assertThat(room.has(1_001)).isFalse();
    }
}
