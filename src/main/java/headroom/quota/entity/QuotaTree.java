package headroom.quota.entity;

import headroom.kernel.Amount;
import headroom.kernel.Constants;
import headroom.kernel.TenantId;
import headroom.platform.ScopedId;
import headroom.quota.rule.Period;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A tree of quotas as one thing: what decisions on it are serialised by. Whoever changes anything of the tree holds this
 * row's lock and moves its version. It carries the budget period, which all quotas of a tree share (rule Q10).
 */
@Entity
@Table(name = "quota_trees")
@IdClass(ScopedId.class)
public class QuotaTree {
    @Id
    @Column(name = "tenant_id")
    private String tenantId;

    @Id
    private UUID id;

    @Column(name = "resource_type")
    private String resourceType;

    private @Nullable String period;

    @Column(name = "period_ends_at")
    private @Nullable Instant periodEndsAt;

    @Column(name = "override_due_at")
    private @Nullable Instant overrideDueAt;

    @Column(name = "decided_at")
    private Instant decidedAt;

    @Column(updatable = false)
    private @Nullable Amount share;

    @Version
    private long version = 1;

    protected QuotaTree() {}

    /**
     * A tree without quotas.
     *
     * @param share what a pool leaves it; none when null
     */
    public QuotaTree(
            TenantId tenant,
            UUID id,
            String resourceType,
            @Nullable Period period,
            @Nullable Amount share,
            Instant now) {
        this.tenantId = tenant.value();
        this.id = id;
        this.resourceType = resourceType;
        this.decidedAt = now;
        this.share = share;
        beginPeriod(period, now);
    }

    public UUID id() {
        return id;
    }

    public String resourceType() {
        return resourceType;
    }

    public Optional<Period> period() {
        return Optional.ofNullable(period).map(name -> Constants.read(Period.class, name));
    }

    public Optional<Instant> periodEndsAt() {
        return Optional.ofNullable(periodEndsAt);
    }

    /** What a pool leaves it, as it was when this was read; decisions read it anew. */
    public Optional<Amount> share() {
        return Optional.ofNullable(share);
    }

    /** Moves with every decision. */
    public long version() {
        return version;
    }

    /** When the last decision was made: time on a tree never runs backwards. */
    public Instant decidedAt() {
        return decidedAt;
    }

    /** Whether a budget period has ended whose consumption still counts. */
    public boolean isPeriodOver(Instant now) {
        return periodEndsAt != null && !now.isBefore(periodEndsAt);
    }

    /** Whether an override of a limit has begun or ended that the limits do not show yet. */
    public boolean isOverrideDue(Instant now) {
        return overrideDueAt != null && !now.isBefore(overrideDueAt);
    }

    /** Whether one is to begin or end. */
    public boolean hasOverrides() {
        return overrideDueAt != null;
    }

    /** When an override begins or ends next; never when null. */
    public void turnOverridesAt(@Nullable Instant next) {
        this.overrideDueAt = next;
    }

    /** The period that {@code now} is in, or none. */
    public final void beginPeriod(@Nullable Period changed, Instant now) {
        this.period = changed == null ? null : changed.wireName();
        this.periodEndsAt = changed == null ? null : changed.end(now).orElse(null);
    }

    /** Notes that something was decided, so that the version moves. */
    public void decided(Instant now) {
        this.decidedAt = now;
    }

    /** The tree was moved below another and has no quotas any more. */
    public void retire(Instant now) {
        beginPeriod(null, now);
        decided(now);
    }
}
