package headroom.audit.rule;

import headroom.audit.rule.Finding.Kind;
import headroom.audit.rule.FoundEntry.Statement;
import java.util.HashSet;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Examines a chain of entries: tell it the anchors, then the entries in the order of their places, then ask for the verdict.
 * An anchor may be told at any time before the entry that it is for, so that neither entries nor anchors need be in memory
 * together.
 *
 * <p>Entries vouch for those before them, and the head for the last one: that finds whoever tampers with some rows. It does
 * not find whoever rewrites all entries from some place on and the head too; anchors do, for they are signed, and may be
 * kept elsewhere.
 *
 * <p>Not thread-safe.
 */
public final class Examination {
    private static final long NONE = 0;

    private final Stretch stretch;
    private final ChainLink head;
    private final NavigableMap<Long, Set<String>> anchors = new TreeMap<>();

    private long entries;
    private long place;

    /** The entry before the place; null where the stretch begins in the middle of a chain and nothing vouches for it. */
    private @Nullable ChainLink before;

    private long anchored = NONE;
    private @Nullable Finding finding;

    /** The first place whose anchor does not hold. */
    private long distrusted = NONE;

    /** The first place whose entry is not there; it may yet turn up elsewhere. */
    private long sought = NONE;

    /**
     * An examination that has seen nothing yet.
     *
     * @param stretch the part that will be told
     * @param head where the chain is said to have come to; {@link ChainLink#BEGINNING} where nothing says so
     */
    public Examination(Stretch stretch, ChainLink head) {
        this.stretch = stretch;
        this.head = head;
        this.place = stretch.from();
        this.before = stretch.from() == 1 ? ChainLink.BEGINNING : null;
    }

    /**
     * An anchor whose signature holds.
     *
     * @throws IllegalStateException where its entry has been read already
     */
    public void expect(Anchor anchor) {
        long sequence = anchor.sequence();
        if (entries > 0 && stretch.contains(sequence) && sequence < place) {
            throw new IllegalStateException("the anchor for entry " + sequence + " comes too late");
        }
        if (sequence == stretch.from() - 1 && before == null) {
            before = new ChainLink(sequence, anchor.hash());
            anchored = sequence;
        } else if (stretch.contains(sequence)) {
            anchors.computeIfAbsent(sequence, unknown -> new HashSet<>()).add(anchor.hash());
        }
    }

    /** An anchor whose signature does not hold: it was altered, or is no anchor of this chain. */
    public void distrust(long sequence) {
        distrusted = distrusted == NONE ? sequence : Math.min(sequence, distrusted);
    }

    /** The next entry, in the order of the places that entries are kept at. */
    public void read(FoundEntry entry) {
        entries++;
        Statement statement = entry.statement();
        if (sought != NONE) {
            if (statement != null && statement.sequence() == sought) {
                find(Kind.REORDERED, sought);
                sought = NONE;
            }
        } else if (finding == null) {
            judge(entry, statement);
        }
    }

    /** What it all comes to. */
    public Verdict verdict() {
        if (sought != NONE) {
            find(Kind.GAP, sought);
            sought = NONE;
        }
        if (finding == null) {
            ending().ifPresent(found -> finding = found);
        }
        if (distrusted != NONE) {
            find(Kind.ALTERED, Math.max(distrusted, stretch.from()));
        }
        return new Verdict(entries, finding, anchored);
    }

    private void judge(FoundEntry entry, @Nullable Statement statement) {
        if (entry.sequence() != place) {
            displaced(statement);
        } else if (statement == null || !statement.hash().equals(entry.hash())) {
            find(Kind.ALTERED, place);
        } else if (statement.sequence() != place) {
            misnumbered(statement);
        } else if (!follows(statement)) {
            // Its hash is its own, and so it is the one before that is not what this one was linked to.
            find(Kind.ALTERED, isVouchedFor(place - 1) ? place : place - 1);
        } else if (!entry.isFiledAsItSays()) {
            find(Kind.ALTERED, place);
        } else {
            hold(new ChainLink(place, statement.hash()));
        }
    }

    private void displaced(@Nullable Statement statement) {
        if (statement != null && statement.sequence() == place) {
            find(Kind.REORDERED, place);
        } else {
            sought = place;
        }
    }

    /** One that is linked to the entry before is where it was written, whatever number it says; another came from elsewhere. */
    private void misnumbered(Statement statement) {
        if (before != null && follows(statement)) {
            find(Kind.ALTERED, place);
        } else {
            sought = place;
        }
    }

    private boolean follows(Statement statement) {
        return before == null || statement.previousHash().equals(before.hash());
    }

    private boolean isVouchedFor(long sequence) {
        return sequence < stretch.from() || sequence == anchored;
    }

    private void hold(ChainLink link) {
        Set<String> signed = anchors.remove(place);
        if (signed != null) {
            if (!signed.equals(Set.of(link.hash()))) {
                find(Kind.ALTERED, Math.max(anchored + 1, stretch.from()));
                return;
            }
            anchored = place;
        }
        before = link;
        place++;
    }

    private Optional<Finding> ending() {
        long last = place - 1;
        long most = Math.max(head.sequence(), anchors.isEmpty() ? NONE : anchors.lastKey());
        long expected = Math.min(most, stretch.to());
        if (entries == 0 && expected >= stretch.from()) {
            return Optional.of(new Finding(Kind.MISSING, stretch.from()));
        }
        if (last < expected) {
            return Optional.of(new Finding(Kind.TRUNCATED, place));
        }
        if (entries > 0 && head.sequence() < last) {
            return Optional.of(new Finding(Kind.ALTERED, Math.max(head.sequence() + 1, stretch.from())));
        }
        boolean sealed = before == null
                || before.sequence() != head.sequence()
                || before.hash().equals(head.hash());
        return sealed ? Optional.empty() : Optional.of(new Finding(Kind.ALTERED, Math.max(last, stretch.from())));
    }

    private void find(Kind kind, long firstBad) {
        if (finding == null) {
            finding = new Finding(kind, firstBad);
        }
    }
}
