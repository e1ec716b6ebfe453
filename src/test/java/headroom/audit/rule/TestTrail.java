package headroom.audit.rule;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A trail as a table holds it, with everything that somebody who owns the table can do to it. */
final class TestTrail {
    final List<Row> rows = new ArrayList<>();
    final List<Anchor> anchors = new ArrayList<>();
    ChainLink head = ChainLink.BEGINNING;

    /** A row: place and hash beside the text, which is sequence, content and the hash before. */
    record Row(long place, String hash, long sequence, String content, String previousHash) {
        String ownHash() {
            return sha256(sequence + "|" + content + "|" + previousHash);
        }

        Row at(long otherPlace) {
            return new Row(otherPlace, hash, sequence, content, previousHash);
        }

        Row saying(String other) {
            return new Row(place, hash, sequence, other, previousHash);
        }

        Row numbered(long other) {
            return new Row(place, hash, other, content, previousHash);
        }

        Row linkedTo(String other) {
            return new Row(place, hash, sequence, content, other);
        }

        Row rehashed() {
            return new Row(place, ownHash(), sequence, content, previousHash);
        }

        FoundEntry found() {
            return new FoundEntry(
                    place,
                    hash,
                    new FoundEntry.Statement(sequence, previousHash, ownHash()),
                    !content.equals("misfiled"));
        }
    }

    /** A trail of so many entries, as it was written, with anchors at these places. */
    static TestTrail of(int entries, Set<Integer> anchored) {
        TestTrail trail = new TestTrail();
        for (int i = 1; i <= entries; i++) {
            Row row = new Row(i, "", i, "entry " + i, trail.head.hash()).rehashed();
            trail.rows.add(row);
            trail.head = new ChainLink(i, row.hash());
            if (anchored.contains(i)) {
                trail.anchors.add(new Anchor(i, row.hash()));
            }
        }
        return trail;
    }

    Row row(int place) {
        return rows.get(place - 1);
    }

    void put(int place, Row row) {
        rows.set(place - 1, row);
    }

    void delete(int place) {
        rows.remove(place - 1);
    }

    void swap(int one, int other) {
        Row first = row(one);
        put(one, row(other).at(one));
        put(other, first.at(other));
    }

    /** Moves up what stands behind a gap, without a look at what it says. */
    void moveUp() {
        for (int i = 0; i < rows.size(); i++) {
            rows.set(i, rows.get(i).at(i + 1L));
        }
    }

    /** Numbers, links and hashes all entries anew from a place on, and sets the head, as whoever knows the format can. */
    void recompute(int from) {
        String before = from == 1 ? ChainLink.BEGINNING.hash() : row(from - 1).hash();
        for (int i = from; i <= rows.size(); i++) {
            put(i, row(i).at(i).numbered(i).linkedTo(before).rehashed());
            before = row(i).hash();
        }
        head = new ChainLink(rows.size(), before);
    }

    void setHeadBack() {
        head = rows.isEmpty()
                ? ChainLink.BEGINNING
                : new ChainLink(rows.size(), rows.get(rows.size() - 1).hash());
    }

    Verdict verdict() {
        return verdict(Stretch.ALL);
    }

    Verdict verdict(Stretch stretch) {
        Examination examination = new Examination(stretch, head);
        anchors.forEach(examination::expect);
        rows.stream()
                .filter(row -> stretch.contains(row.place()))
                .sorted(java.util.Comparator.comparingLong(Row::place))
                .forEach(row -> examination.read(row.found()));
        return examination.verdict();
    }

    static Set<Integer> places(Integer... places) {
        return new TreeSet<>(List.of(places));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
