package headroom.audit.rule;

import static headroom.audit.rule.TestTrail.places;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import headroom.audit.rule.Finding.Kind;
import org.junit.jupiter.api.Test;

/** Each way of tampering with a trail of ten, and what is found. */
class ExaminationTest {
    private final TestTrail trail = TestTrail.of(10, places(4, 8));

    @Test
    void aTrailAsItWasWrittenIsWell() {
        assertThat(trail.verdict()).isEqualTo(new Verdict(10, null, 8));
        assertThat(TestTrail.of(0, places()).verdict()).isEqualTo(new Verdict(0, null, 0));
        assertThat(TestTrail.of(1, places(1)).verdict()).isEqualTo(new Verdict(1, null, 1));
    }

    @Test
    void alteredWithItsHashLeft() {
        trail.put(6, trail.row(6).saying("other"));
        finds(Kind.ALTERED, 6, 4);
    }

    @Test
    void alteredWithItsOwnHashRecomputed() {
        trail.put(6, trail.row(6).saying("other").rehashed());
        finds(Kind.ALTERED, 6, 4);
    }

    @Test
    void theLastOneAlteredWithItsOwnHashRecomputed() {
        trail.put(10, trail.row(10).saying("other").rehashed());
        finds(Kind.ALTERED, 10, 8);
    }

    @Test
    void alteredWithTheWholeChainBehindItRecomputed() {
        trail.put(6, trail.row(6).saying("other"));
        trail.recompute(6);
        finds(Kind.ALTERED, 5, 4);
    }

    @Test
    void rewrittenBehindTheLastAnchorOnlyAnAnchorTakenElsewhereWouldTell() {
        trail.put(9, trail.row(9).saying("other"));
        Anchor kept = new Anchor(10, trail.head.hash());
        trail.recompute(9);
        assertThat(trail.verdict()).isEqualTo(new Verdict(10, null, 8));
        trail.anchors.add(kept);
        finds(Kind.ALTERED, 9, 8);
    }

    @Test
    void theHashBesideItAltered() {
        trail.put(
                6,
                new TestTrail.Row(6, "0".repeat(64), 6, "entry 6", trail.row(6).previousHash()));
        finds(Kind.ALTERED, 6, 4);
    }

    @Test
    void theHashBeforeAlteredBlamesTheEntryBeforeUnlessAnAnchorVouchesForIt() {
        trail.put(7, trail.row(7).linkedTo("f".repeat(64)).rehashed());
        finds(Kind.ALTERED, 6, 4);
        TestTrail anchored = TestTrail.of(10, places(6));
        anchored.put(7, anchored.row(7).linkedTo("f".repeat(64)).rehashed());
        assertThat(anchored.verdict().finding()).isEqualTo(new Finding(Kind.ALTERED, 7));
    }

    @Test
    void theFirstOneLinkedToSomething() {
        trail.put(1, trail.row(1).linkedTo("f".repeat(64)).rehashed());
        finds(Kind.ALTERED, 1, 0);
    }

    @Test
    void aNumberAlteredInsideAnEntryThatStandsWhereItStood() {
        trail.put(6, trail.row(6).numbered(60).rehashed());
        finds(Kind.ALTERED, 6, 4);
    }

    @Test
    void unreadable() {
        Examination examination = new Examination(Stretch.ALL, trail.head);
        examination.read(new FoundEntry(1, "0".repeat(64), null, true));
        assertThat(examination.verdict().finding()).isEqualTo(new Finding(Kind.ALTERED, 1));
    }

    @Test
    void foundUnderAnotherNameThanItSays() {
        TestTrail.Row row = trail.row(10).saying("misfiled").rehashed();
        trail.put(10, row);
        trail.head = new ChainLink(10, row.hash());
        finds(Kind.ALTERED, 10, 8);
    }

    @Test
    void oneInTheMiddleDeleted() {
        trail.delete(6);
        finds(Kind.GAP, 6, 4);
    }

    @Test
    void oneInTheMiddleDeletedAndTheOthersMovedUp() {
        trail.delete(6);
        trail.moveUp();
        trail.head = new ChainLink(9, trail.head.hash());
        finds(Kind.GAP, 6, 4);
    }

    @Test
    void oneInTheMiddleDeletedAndTheOthersWrittenAnew() {
        trail.delete(6);
        trail.recompute(6);
        finds(Kind.ALTERED, 5, 4);
    }

    @Test
    void theFirstOneDeleted() {
        trail.delete(1);
        finds(Kind.GAP, 1, 0);
    }

    @Test
    void twoSwapped() {
        trail.swap(6, 9);
        finds(Kind.REORDERED, 6, 4);
    }

    @Test
    void oneMovedToTheEnd() {
        TestTrail.Row row = trail.row(6);
        trail.delete(6);
        trail.rows.add(row);
        trail.moveUp();
        finds(Kind.REORDERED, 6, 4);
    }

    @Test
    void keptUnderNumbersOneHigher() {
        for (int i = 10; i >= 6; i--) {
            trail.put(i, trail.row(i).at(i + 1L));
        }
        finds(Kind.REORDERED, 6, 4);
    }

    @Test
    void oneOverwrittenWithAnother() {
        trail.put(6, trail.row(3).at(6));
        finds(Kind.GAP, 6, 4);
    }

    @Test
    void theTailCutOff() {
        trail.delete(10);
        trail.delete(9);
        finds(Kind.TRUNCATED, 9, 8);
    }

    @Test
    void theTailCutOffAndTheHeadSetBack() {
        for (int i = 10; i >= 8; i--) {
            trail.delete(i);
        }
        trail.setHeadBack();
        finds(Kind.TRUNCATED, 8, 4);
    }

    @Test
    void theTailCutOffBehindTheLastAnchorAndTheHeadSetBackOnlyAnAnchorTakenElsewhereWouldTell() {
        trail.delete(10);
        Anchor kept = new Anchor(10, trail.head.hash());
        trail.setHeadBack();
        assertThat(trail.verdict()).isEqualTo(new Verdict(9, null, 8));
        trail.anchors.add(kept);
        finds(Kind.TRUNCATED, 10, 8);
    }

    @Test
    void cutOffAndGrownAgain() {
        for (int i = 10; i >= 7; i--) {
            trail.put(i, trail.row(i).saying("grown again"));
        }
        trail.recompute(7);
        finds(Kind.ALTERED, 5, 4);
    }

    @Test
    void everythingDeleted() {
        trail.rows.clear();
        finds(Kind.MISSING, 1, 0);
        trail.setHeadBack();
        finds(Kind.MISSING, 1, 0);
        trail.anchors.clear();
        assertThat(trail.verdict()).isEqualTo(new Verdict(0, null, 0));
    }

    @Test
    void theHeadSetBackOrDeletedWhileTheEntriesAreThere() {
        trail.head = new ChainLink(9, trail.row(9).hash());
        finds(Kind.ALTERED, 10, 8);
        trail.head = ChainLink.BEGINNING;
        finds(Kind.ALTERED, 1, 8);
    }

    @Test
    void theHeadSaysAnotherHash() {
        trail.head = new ChainLink(10, "f".repeat(64));
        finds(Kind.ALTERED, 10, 8);
    }

    @Test
    void anAnchorAltered() {
        trail.anchors.set(0, new Anchor(4, "f".repeat(64)));
        finds(Kind.ALTERED, 1, 0);
    }

    @Test
    void anAnchorThatDoesNotHold() {
        Examination examination = examination();
        examination.distrust(8);
        examination.distrust(4);
        trail.rows.forEach(row -> examination.read(row.found()));
        assertThat(examination.verdict()).isEqualTo(new Verdict(10, new Finding(Kind.ALTERED, 4), 0));
    }

    @Test
    void anAnchorThatComesTooLateIsRefused() {
        Examination examination = examination();
        trail.rows.forEach(row -> examination.read(row.found()));
        assertThatThrownBy(() -> examination.expect(new Anchor(4, trail.row(4).hash())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("4");
    }

    @Test
    void aStretchIsHeldToTheAnchorBeforeIt() {
        assertThat(trail.verdict(new Stretch(5, 7))).isEqualTo(new Verdict(3, null, 4));
        assertThat(trail.verdict(new Stretch(6, 10))).isEqualTo(new Verdict(5, null, 8));
        assertThat(trail.verdict(new Stretch(11, 20))).isEqualTo(new Verdict(0, null, 0));
        trail.put(5, trail.row(5).linkedTo("f".repeat(64)).rehashed());
        assertThat(trail.verdict(new Stretch(5, 7)).finding()).isEqualTo(new Finding(Kind.ALTERED, 5));
    }

    @Test
    void aStretchMissesItsEnd() {
        trail.delete(7);
        assertThat(trail.verdict(new Stretch(5, 7)).finding()).isEqualTo(new Finding(Kind.TRUNCATED, 7));
        trail.delete(6);
        trail.delete(5);
        assertThat(trail.verdict(new Stretch(5, 7)).finding()).isEqualTo(new Finding(Kind.MISSING, 5));
    }

    private Examination examination() {
        return new Examination(Stretch.ALL, trail.head);
    }

    private void finds(Kind kind, long firstBad, long anchoredUpTo) {
        assertThat(trail.verdict())
                .isEqualTo(new Verdict(trail.rows.size(), new Finding(kind, firstBad), anchoredUpTo));
    }
}
