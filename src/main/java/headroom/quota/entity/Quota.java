package headroom.quota.entity;

import headroom.kernel.Amount;
import headroom.kernel.Constants;
import headroom.kernel.TenantId;
import headroom.platform.ScopedId;
import headroom.quota.rule.Alarms;
import headroom.quota.rule.EntityName;
import headroom.quota.rule.EntityType;
import headroom.quota.rule.Limits;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One entity's limit on one resource: a node of a tree.
 *
 * <p>Life cycle: created, changed (limits, place in the hierarchy), deleted. A deleted quota's row stays, because its
 * history and what was consumed under it do; its name is free again. Changed only under the lock of its tree. What it
 * counts is kept apart, see {@link headroom.quota.rule.Tally}.
 */
@Entity
@Table(name = "quotas")
@IdClass(ScopedId.class)
public class Quota {
    @Id
    @Column(name = "tenant_id")
    private String tenantId;

    @Id
    private UUID id;

    @Column(name = "tree_id")
    private UUID treeId;

    /** A string, because not every persistence provider reads a null as a UUID. */
    @Column(name = "parent_id")
    private @Nullable String parentId;

    @Column(name = "entity_type")
    private String entityType;

    @Column(name = "entity_id")
    private String entityId;

    @Column(name = "resource_type")
    private String resourceType;

    @Column(name = "limit_value")
    private Amount limitValue;

    @Column(name = "overcommit_ratio")
    private BigDecimal overcommitRatio;

    @Column(name = "soft_limit")
    private @Nullable Amount softLimit;

    @Column(name = "burst_limit")
    private @Nullable Amount burstLimit;

    @Column(name = "burst_seconds")
    private int burstSeconds;

    @Column(name = "borrowing_limit")
    private @Nullable Amount borrowingLimit;

    @Column(name = "lending_limit")
    private @Nullable Amount lendingLimit;

    /** The percentages that raise an alert; the default ones when null. */
    @Column(name = "alert_percents")
    private @Nullable String alertPercents;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    @Column(name = "deleted_at")
    private @Nullable Instant deletedAt;

    @Version
    private long version = 1;

    protected Quota() {}

    public Quota(
            TenantId tenant,
            UUID id,
            UUID treeId,
            @Nullable UUID parentId,
            EntityName name,
            Limits limits,
            Instant now) {
        this.tenantId = tenant.value();
        this.id = id;
        this.treeId = treeId;
        setParent(parentId);
        this.entityType = name.type().wireName();
        this.entityId = name.id();
        this.resourceType = name.resourceType();
        this.createdAt = now;
        this.updatedAt = now;
        setLimits(limits);
    }

    public UUID id() {
        return id;
    }

    public UUID treeId() {
        return treeId;
    }

    public Optional<UUID> parentId() {
        return Optional.ofNullable(parentId).map(UUID::fromString);
    }

    public EntityName name() {
        return new EntityName(Constants.read(EntityType.class, entityType), entityId, resourceType);
    }

    public Limits limits() {
        return new Limits(
                limitValue, overcommitRatio, softLimit, burstLimit, burstSeconds, borrowingLimit, lendingLimit);
    }

    /** The percentages of the effective limit that raise an alert. */
    public List<BigDecimal> alertPercents() {
        return Alarms.percentsFrom(alertPercents);
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant updatedAt() {
        return updatedAt;
    }

    public boolean isDeleted() {
        return deletedAt != null;
    }

    /** Counts the changes; the ETag. */
    public long version() {
        return version;
    }

    public void changeLimits(Limits limits, Instant now) {
        setLimits(limits);
        this.updatedAt = now;
    }

    /** Other percentages that raise an alert. */
    public void watch(List<BigDecimal> percents) {
        this.alertPercents = percents.equals(Alarms.DEFAULT_PERCENTS) ? null : Alarms.asText(percents);
    }

    /** Another place in the hierarchy (rule Q13); the subtree's tree follows in bulk. */
    public void move(@Nullable UUID newParentId, UUID newTreeId, Instant now) {
        setParent(newParentId);
        this.treeId = newTreeId;
        this.updatedAt = now;
    }

    /** Changed by a change of its tree, such as another period. */
    public void changed(Instant now) {
        this.updatedAt = now;
    }

    private void setParent(@Nullable UUID parent) {
        this.parentId = parent == null ? null : parent.toString();
    }

    private void setLimits(Limits limits) {
        this.limitValue = limits.limit();
        this.overcommitRatio = limits.overcommitRatio();
        this.softLimit = limits.softLimit();
        this.burstLimit = limits.burstLimit();
        this.burstSeconds = limits.burstSeconds();
        this.borrowingLimit = limits.borrowingLimit();
        this.lendingLimit = limits.lendingLimit();
    }
}
