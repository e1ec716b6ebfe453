package headroom.quota.control;

import headroom.quota.control.Trees.TreeRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Postings to one tree that are decided in one transaction, and what the lane knew of the tree before. */
public final class Batch {
    private final TreeRef tree;
    private final List<Posted<?>> postings;
    private final @Nullable KeptTree known;
    private final boolean lookingAtJobs;
    private @Nullable KeptTree kept;
    private @Nullable Ledger ledger;
    private boolean written;
    private boolean reloaded;
    private boolean held;
    private boolean ready;

    Batch(TreeRef tree, List<Posted<?>> postings, @Nullable KeptTree known, boolean lookingAtJobs) {
        this.tree = tree;
        this.postings = postings;
        this.known = known;
        this.lookingAtJobs = lookingAtJobs;
    }

    TreeRef tree() {
        return tree;
    }

    List<Posted<?>> postings() {
        return postings;
    }

    @Nullable KeptTree known() {
        return known;
    }

    /** Whether to look which jobs hold a live allocation first; else the database's own guard finds out. */
    boolean isLookingAtJobs() {
        return lookingAtJobs;
    }

    /** All is decided, and written where there was something to write; the transaction may end. */
    void ready(KeptTree tree, Ledger decidedOn, boolean anythingWritten) {
        kept = tree;
        ledger = decidedOn;
        written = anythingWritten;
        ready = true;
    }

    /** The tree is held. */
    void held() {
        held = true;
    }

    /** Whether a failure came after the tree was held: before, it is of no posting. */
    boolean isHeld() {
        return held;
    }

    void reloaded() {
        reloaded = true;
    }

    /** Whether what was known of the tree was out of date. */
    boolean wasReloaded() {
        return reloaded;
    }

    /** Whether all work was done: what fails now is the end of the transaction, and of no posting. */
    boolean isBeyondFault() {
        return ready;
    }

    /** Whether there is anything to commit. */
    public boolean isWritten() {
        return written;
    }

    /** What is known of the tree after the transaction has ended as it should. */
    KeptTree after() {
        if (kept == null || ledger == null) {
            throw new IllegalStateException("the batch was not decided");
        }
        if (written) {
            kept.stored(ledger);
        } else {
            kept.read(ledger);
        }
        return kept;
    }
}
