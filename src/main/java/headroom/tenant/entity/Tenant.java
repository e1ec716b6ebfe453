package headroom.tenant.entity;

import headroom.kernel.Constants;
import headroom.kernel.TenantId;
import headroom.tenant.rule.ChildLimits;
import headroom.tenant.rule.PauseMode;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One customer of the service, and what it has settled for itself. Never deleted: its history refers to it. */
@Entity
@Table(name = "tenants")
public class Tenant {
    @Id
    @Column(name = "tenant_id")
    private String id;

    private String name;

    @Column(name = "child_limits")
    private String childLimits;

    private String maximums;

    @Column(name = "ticket_pattern")
    private @Nullable String ticketPattern;

    @Column(name = "paused_mode")
    private @Nullable String pausedMode;

    @Column(name = "paused_until")
    private @Nullable Instant pausedUntil;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    @Version
    private long version;

    protected Tenant() {}

    /**
     * What a tenant has settled.
     *
     * @param name for people, 1 to 128 characters
     * @param childLimits rule Q4
     * @param maximums the largest limits by resource type, a JSON object of numbers
     * @param ticketPattern what its tickets look like, an RE2 pattern; anything goes when null
     */
    public record Settings(
            String name,
            ChildLimits childLimits,
            String maximums,
            @Nullable String ticketPattern) {}

    public Tenant(TenantId id, Settings settings, Instant now) {
        this.id = id.value();
        this.createdAt = now;
        settle(settings, now);
    }

    public final void settle(Settings settings, Instant now) {
        name = settings.name();
        childLimits = settings.childLimits().wireName();
        maximums = settings.maximums();
        ticketPattern = settings.ticketPattern();
        updatedAt = now;
    }

    /** Pauses it, or changes how it is paused; {@code until} null: until it is resumed. */
    public void pause(PauseMode mode, @Nullable Instant until, Instant now) {
        pausedMode = mode.wireName();
        pausedUntil = until;
        updatedAt = now;
    }

    public void resume(Instant now) {
        pausedMode = null;
        pausedUntil = null;
        updatedAt = now;
    }

    public String id() {
        return id;
    }

    public Settings settings() {
        return new Settings(name, childLimits(), maximums, ticketPattern);
    }

    public ChildLimits childLimits() {
        return Constants.read(ChildLimits.class, childLimits);
    }

    /** How it was paused; it may be over. */
    public Optional<PauseMode> pausedMode() {
        return Optional.ofNullable(pausedMode).map(mode -> Constants.read(PauseMode.class, mode));
    }

    public @Nullable Instant pausedUntil() {
        return pausedUntil;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant updatedAt() {
        return updatedAt;
    }

    public long version() {
        return version;
    }
}
