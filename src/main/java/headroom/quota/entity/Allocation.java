package headroom.quota.entity;

import headroom.kernel.Amount;
import headroom.kernel.Constants;
import headroom.kernel.TenantId;
import headroom.platform.ScopedId;
import headroom.quota.rule.AllocationState;
import headroom.quota.rule.Holding;
import headroom.quota.rule.Transition;
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
 * An amount held by one job under one quota.
 *
 * <p>Life cycle (rule A2): reserved, then active, then released or expired; an ended one never changes again. Every step
 * is a {@link Transition} that {@link headroom.quota.rule.Lifecycle} has judged, and is charged to the quota's path in
 * the same transaction, under the lock of the quota's tree. The version counts the steps: 0 when new.
 */
@Entity
@Table(name = "allocations")
@IdClass(ScopedId.class)
public class Allocation {
    @Id
    @Column(name = "tenant_id")
    private String tenantId;

    @Id
    private UUID id;

    @Column(name = "quota_id")
    private UUID quotaId;

    @Column(name = "job_id")
    private String jobId;

    @Column(name = "allocated_value")
    private Amount allocatedValue;

    private Amount consumed;

    private String state;

    @Column(name = "allocated_at")
    private Instant allocatedAt;

    @Column(name = "released_at")
    private @Nullable Instant releasedAt;

    @Column(name = "expires_at")
    private @Nullable Instant expiresAt;

    private @Nullable String metadata;

    @Version
    private long version;

    protected Allocation() {}

    public Allocation(
            TenantId tenant,
            UUID id,
            UUID quotaId,
            String jobId,
            Holding holding,
            Instant now,
            @Nullable String metadata) {
        this.tenantId = tenant.value();
        this.id = id;
        this.quotaId = quotaId;
        this.jobId = jobId;
        this.allocatedValue = holding.amount();
        this.consumed = Amount.ZERO;
        this.state = holding.state().wireName();
        this.allocatedAt = now;
        this.expiresAt = holding.expiresAt();
        this.metadata = metadata;
    }

    /**
     * What an allocation has behind it.
     *
     * @param releasedAt when it ended; null while live
     * @param consumed what was used up of it when it ended
     * @param version its steps so far
     */
    public record Past(Instant allocatedAt, @Nullable Instant releasedAt, Amount consumed, long version) {}

    /** An allocation as it was read, apart from any persistence context: its steps are written in bulk. */
    public static Allocation stored(
            TenantId tenant,
            UUID id,
            UUID quotaId,
            String jobId,
            Holding holding,
            Past past,
            @Nullable String metadata) {
        Allocation stored = new Allocation(tenant, id, quotaId, jobId, holding, past.allocatedAt(), metadata);
        stored.consumed = past.consumed();
        stored.releasedAt = past.releasedAt();
        stored.version = past.version();
        return stored;
    }

    public UUID id() {
        return id;
    }

    public UUID quotaId() {
        return quotaId;
    }

    public String jobId() {
        return jobId;
    }

    /** What it holds, as the lifecycle judges it. */
    public Holding holding() {
        return new Holding(Constants.read(AllocationState.class, state), allocatedValue, expiresAt);
    }

    /** What was used up of it when it ended (rule Q10). */
    public Amount consumed() {
        return consumed;
    }

    public Instant allocatedAt() {
        return allocatedAt;
    }

    public Optional<Instant> releasedAt() {
        return Optional.ofNullable(releasedAt);
    }

    /** The caller's own JSON object, as text. */
    public Optional<String> metadata() {
        return Optional.ofNullable(metadata);
    }

    public long version() {
        return version;
    }

    /** Takes the step that was judged; whoever holds the tree writes it in bulk, by its version. */
    public void apply(Transition transition, Instant now) {
        this.version++;
        this.state = transition.to().wireName();
        this.allocatedValue = transition.amount();
        this.consumed = transition.consumed();
        this.expiresAt = transition.expiresAt();
        if (!transition.to().isLive()) {
            this.releasedAt = now;
        }
    }
}
