package headroom.audit.rule;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.audit.rule.Finding.Kind;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever single thing is done to whatever trail, it is found, at its place. */
class ExaminationPropertiesTest {
    @Property
    void untouchedNothingIsFound(
            @ForAll @IntRange(max = 40) int entries, @ForAll @IntRange(min = 1, max = 9) int every) {
        TestTrail trail = trail(entries, every);
        assertThat(trail.verdict()).isEqualTo(new Verdict(entries, null, entries / every * every));
    }

    @Property
    void everyStretchOfAnUntouchedTrailIsWell(
            @ForAll @IntRange(min = 1, max = 40) int entries,
            @ForAll @IntRange(min = 1, max = 9) int every,
            @ForAll @IntRange(min = 1, max = 50) int from,
            @ForAll @IntRange(max = 50) int length) {
        assertThat(trail(entries, every)
                        .verdict(new Stretch(from, (long) from + length))
                        .finding())
                .isNull();
    }

    /** Content, number, link, hash beside it: with the hash left, and with its own hash recomputed. */
    @Property
    void oneEntryAltered(
            @ForAll @IntRange(min = 1, max = 40) int entries,
            @ForAll @IntRange(min = 1, max = 9) int every,
            @ForAll @IntRange(min = 1, max = 40) int drawn,
            @ForAll @IntRange(max = 3) int what,
            @ForAll boolean rehashed) {
        int place = within(drawn, entries);
        TestTrail trail = trail(entries, every);
        TestTrail.Row row = trail.row(place);
        TestTrail.Row altered = switch (what) {
            case 0 -> row.saying("other");
            case 1 -> row.numbered(place + 100L);
            case 2 -> row.linkedTo("f".repeat(64));
            default -> new TestTrail.Row(place, "f".repeat(64), place, "another", row.previousHash());
        };
        trail.put(place, rehashed ? altered.rehashed() : altered);
        Finding finding = trail.verdict().finding();
        assertThat(finding).isNotNull();
        assertThat(finding.kind()).isEqualTo(Kind.ALTERED);
        // Of two entries that are not linked any more it is the first. An anchor of an altered entry tells of all since
        // the
        // anchor before it.
        long least = !rehashed ? place : place % every == 0 ? (place - 1L) / every * every + 1 : place - 1L;
        assertThat(finding.firstBad())
                .isBetween(Math.min(least, what == 2 && rehashed ? place - 1L : place), (long) place);
        assertThat(trail.verdict().anchoredUpTo()).isLessThan(place);
    }

    @Property
    void allBehindOneEntryRewrittenWhereAnAnchorFollows(
            @ForAll @IntRange(min = 1, max = 40) int entries,
            @ForAll @IntRange(min = 1, max = 9) int every,
            @ForAll @IntRange(min = 1, max = 40) int drawn) {
        int lastAnchored = entries / every * every;
        Assume.that(lastAnchored > 0);
        int place = within(drawn, lastAnchored);
        TestTrail trail = trail(entries, every);
        trail.put(place, trail.row(place).saying("other"));
        trail.recompute(place);
        long anchorBefore = (place - 1L) / every * every;
        assertThat(trail.verdict())
                .isEqualTo(new Verdict(entries, new Finding(Kind.ALTERED, anchorBefore + 1), anchorBefore));
    }

    @Property
    void oneDeleted(
            @ForAll @IntRange(min = 2, max = 40) int entries,
            @ForAll @IntRange(min = 1, max = 9) int every,
            @ForAll @IntRange(min = 1, max = 39) int drawn,
            @ForAll boolean movedUp) {
        int place = within(drawn, entries - 1);
        TestTrail trail = trail(entries, every);
        trail.delete(place);
        if (movedUp) {
            trail.moveUp();
            trail.setHeadBack();
        }
        assertThat(trail.verdict().finding()).isEqualTo(new Finding(Kind.GAP, place));
    }

    @Property
    void twoSwapped(
            @ForAll @IntRange(min = 2, max = 40) int entries,
            @ForAll @IntRange(min = 1, max = 9) int every,
            @ForAll @IntRange(min = 1, max = 40) int drawn,
            @ForAll @IntRange(min = 1, max = 40) int drawnBehind) {
        int one = within(drawn, entries - 1);
        int other = one + within(drawnBehind, entries - one);
        TestTrail trail = trail(entries, every);
        trail.swap(one, other);
        assertThat(trail.verdict().finding()).isEqualTo(new Finding(Kind.REORDERED, one));
    }

    @Property
    void theTailCutOff(
            @ForAll @IntRange(min = 1, max = 40) int entries,
            @ForAll @IntRange(min = 1, max = 9) int every,
            @ForAll @IntRange(min = 1, max = 40) int drawn,
            @ForAll boolean headSetBack) {
        int last = headSetBack ? entries / every * every : entries;
        Assume.that(last > 0);
        int from = within(drawn, last);
        TestTrail trail = trail(entries, every);
        for (int i = entries; i >= from; i--) {
            trail.delete(i);
        }
        if (headSetBack) {
            trail.setHeadBack();
        }
        assertThat(trail.verdict().finding()).isEqualTo(new Finding(from == 1 ? Kind.MISSING : Kind.TRUNCATED, from));
    }

    /** A place from 1 to the last one, for whatever was drawn: nothing that is drawn is thrown away. */
    private static int within(int drawn, int last) {
        return 1 + (drawn - 1) % last;
    }

    private static TestTrail trail(int entries, int every) {
        Set<Integer> anchored = IntStream.rangeClosed(1, entries)
                .filter(i -> i % every == 0)
                .boxed()
                .collect(Collectors.toSet());
        return TestTrail.of(entries, anchored);
    }
}
