package headroom.quota.control;

import headroom.kernel.Amount;
import headroom.kernel.TenantId;
import headroom.quota.entity.QuotaTree;
import headroom.quota.rule.Books;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a lane knows of its tree between transactions; right as long as the tree's version is the one known. Holds those
 * quotas that were asked for since it was read. Not thread-safe: the lane's worker has it.
 */
final class KeptTree {
    private final QuotaTree tree;
    private final Books books = new Books(List.of());
    private Forecast forecast = Forecast.UNKNOWN;
    private long version;
    private @Nullable Amount share;

    /** Nothing known but the tree itself, which no persistence context manages. */
    KeptTree(QuotaTree tree) {
        this.tree = tree;
        this.version = tree.version();
        this.share = tree.share().orElse(null);
    }

    long version() {
        return version;
    }

    /** Notes what a pool leaves the tree now. It may have moved while the version has not. */
    void bind(@Nullable Amount now) {
        if (!Objects.equals(share, now)) {
            share = now;
            books.bind(now);
        }
    }

    /** Whether time has changed the tree since it was read: its period is over, or an override has begun or ended. */
    boolean isOutOfDate(Instant now) {
        return tree.isPeriodOver(now) || tree.isOverrideDue(now);
    }

    /** A ledger over what is known; it changes nothing here. */
    Ledger ledger(TenantId tenant, Instant now) {
        return new Ledger(tenant, now, Map.of(tree.id(), tree), books.layer(), forecast);
    }

    /** Takes over what the ledger read; it has changed nothing. */
    void read(Ledger ledger) {
        books.take(ledger.books());
        forecast = ledger.forecast();
    }

    /** Takes over what the ledger read and changed: it is stored, and the version has moved by one. */
    void stored(Ledger ledger) {
        read(ledger);
        books.settle();
        version++;
    }

    int size() {
        return books.size();
    }
}
