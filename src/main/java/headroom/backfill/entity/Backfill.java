package headroom.backfill.entity;

import headroom.backfill.rule.BackfillState;
import headroom.backfill.rule.EventTimeWindow;
import headroom.backfill.rule.Reprocess;
import headroom.kernel.Constants;
import headroom.kernel.Purpose;
import headroom.kernel.TenantId;
import headroom.platform.ScopedId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A window of a source that is read again.
 *
 * <p>Life cycle: {@link BackfillState}. Its worker reports events in steps; what it was told to process counts as processed
 * once a later step says so, so that after a crash it hears of the rest again. Each resumption begins a run of its own.
 */
@Entity
@Table(name = "backfills")
@IdClass(ScopedId.class)
public class Backfill {
    @Id
    @Column(name = "tenant_id")
    private String tenantId;

    @Id
    private UUID id;

    private int slot;
    private String source;

    @Column(name = "from_at")
    private Instant fromAt;

    @Column(name = "to_at")
    private Instant toAt;

    @Column(name = "window_seconds")
    private long windowSeconds;

    private String reprocess;
    private @Nullable String scope;

    @Column(name = "dry_run")
    private boolean dryRun;

    @Column(name = "max_events")
    private @Nullable Long maxEvents;

    private String state;
    private int run;
    private long step;

    @Column(name = "settled_step")
    private long settledStep;

    @Column(name = "cursor_text")
    private @Nullable String cursor;

    private long done;

    /** How much of it a cursor has settled. */
    @Column(name = "settled_done")
    private long settledDone;

    private long duplicate;
    private long outside;

    @Column(name = "highest_event_time")
    private @Nullable Instant highestEventTime;

    /** As text: this persistence provider cannot write a UUID that is null. */
    @Column(name = "quota_id")
    private @Nullable String quotaId;

    @Column(name = "allocation_id")
    private @Nullable String allocationId;

    private String reason;
    private @Nullable String ticket;
    private @Nullable String failure;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    @Column(name = "ended_at")
    private @Nullable Instant endedAt;

    @Version
    private long version = 1;

    protected Backfill() {}

    /**
     * What a backfill is to do.
     *
     * @param memory how far the source goes on before an event key is forgotten, in whole seconds
     * @param scope what part of the source, as its worker understands it
     * @param maxEvents events to be processed at most; any number when null
     */
    public record Order(
            String source,
            EventTimeWindow window,
            Duration memory,
            Reprocess reprocess,
            @Nullable String scope,
            boolean dryRun,
            @Nullable Long maxEvents) {}

    /**
     * Events of one step, or of all so far.
     *
     * @param highest the highest event time among those inside; null where there was none
     */
    public record Counted(
            long done,
            long duplicate,
            long outside,
            @Nullable Instant highest) {}

    public Backfill(TenantId tenant, UUID id, int slot, Order order, Purpose purpose, Instant now) {
        this.tenantId = tenant.value();
        this.id = id;
        this.slot = slot;
        this.source = order.source();
        this.fromAt = order.window().from();
        this.toAt = order.window().to();
        this.windowSeconds = order.memory().toSeconds();
        this.reprocess = Constants.written(order.reprocess());
        this.scope = order.scope();
        this.dryRun = order.dryRun();
        this.maxEvents = order.maxEvents();
        this.state = Constants.written(BackfillState.RUNNING);
        this.run = 1;
        this.reason = purpose.reason();
        this.ticket = purpose.ticket();
        this.createdAt = now;
        this.updatedAt = now;
    }

    /** Says what the backfill is charged to. */
    public void charge(UUID chargedQuotaId, UUID heldAllocationId) {
        quotaId = chargedQuotaId.toString();
        allocationId = heldAllocationId.toString();
    }

    /** Takes a step of its life that {@link BackfillState#after} allows. */
    public void take(BackfillState.Step taken, Instant now) {
        BackfillState next = state().after(taken).orElseThrow();
        state = Constants.written(next);
        updatedAt = now;
        if (taken == BackfillState.Step.RESUME) {
            run++;
            // The rest is told again, and would else count twice: against the maximum, and for the charge.
            done = settledDone;
        }
        if (!next.isLive()) {
            endedAt = now;
        }
    }

    /** Says why it failed. */
    public void blame(@Nullable String why) {
        failure = why;
    }

    /** Begins a step; with a cursor, all that was told before it is processed. Returns the step's number. */
    public long report(@Nullable String reached, Instant now) {
        if (reached != null) {
            cursor = reached;
            settledStep = step;
            settledDone = done;
        }
        step++;
        updatedAt = now;
        return step;
    }

    /** Counts what a step brought. */
    public void count(Counted counted) {
        done += counted.done();
        duplicate += counted.duplicate();
        outside += counted.outside();
        Instant reached = counted.highest();
        if (reached != null && (highestEventTime == null || highestEventTime.isBefore(reached))) {
            highestEventTime = reached;
        }
    }

    public UUID id() {
        return id;
    }

    public TenantId tenant() {
        return new TenantId(tenantId);
    }

    public Order order() {
        return new Order(
                source,
                new EventTimeWindow(fromAt, toAt),
                Duration.ofSeconds(windowSeconds),
                Constants.read(Reprocess.class, reprocess),
                scope,
                dryRun,
                maxEvents);
    }

    public BackfillState state() {
        return Constants.read(BackfillState.class, state);
    }

    /** Which of the tenant's places for live backfills it takes or took. */
    public int slot() {
        return slot;
    }

    public int run() {
        return run;
    }

    public Optional<String> cursor() {
        return Optional.ofNullable(cursor);
    }

    /** What was counted so far. */
    public Counted counted() {
        return new Counted(done, duplicate, outside, highestEventTime);
    }

    /** How many more events may be processed. */
    public long allowed() {
        return maxEvents == null ? Long.MAX_VALUE : maxEvents - done;
    }

    public Optional<UUID> quotaId() {
        return Optional.ofNullable(quotaId).map(UUID::fromString);
    }

    public Optional<UUID> allocationId() {
        return Optional.ofNullable(allocationId).map(UUID::fromString);
    }

    public Purpose purpose() {
        return new Purpose(reason, ticket);
    }

    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant updatedAt() {
        return updatedAt;
    }

    public Optional<Instant> endedAt() {
        return Optional.ofNullable(endedAt);
    }

    public long version() {
        return version;
    }
}
