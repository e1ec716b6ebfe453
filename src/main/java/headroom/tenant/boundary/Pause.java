package headroom.tenant.boundary;

import headroom.kernel.Constants;
import headroom.kernel.Refusal;
import headroom.platform.Sql;
import headroom.platform.json.Texts;
import headroom.tenant.rule.PauseMode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a tenant is paused, as it was read with what is decided.
 *
 * @param mode how far; null when it is not
 * @param until when the pause ends by itself, by the database's clock; null when it does not
 */
public record Pause(@Nullable PauseMode mode, @Nullable Instant until) {
    public static final Pause NONE = new Pause(null, null);

    /** The two columns that {@link #of} reads, for a statement whose first parameter is the tenant: read with what is decided. */
    public static final String COLUMNS = """
            (select n.paused_mode from tenants n where n.tenant_id = ?1),
            (select n.paused_until from tenants n where n.tenant_id = ?1)
            """;

    /** From the {@link #COLUMNS}. */
    public static Pause of(@Nullable Object mode, @Nullable Object until) {
        return mode == null ? NONE : new Pause(Constants.read(PauseMode.class, mode), Sql.instantOrNull(until));
    }

    /** Why nothing new may be allocated now, if so. */
    public Optional<Refusal> ofAllocating(Instant now) {
        return at(now).map(this::refusal);
    }

    /** Why nothing that is held may be committed or renewed now, if so. */
    public Optional<Refusal> ofHolding(Instant now) {
        return at(now).filter(paused -> paused == PauseMode.DRAIN).map(this::refusal);
    }

    /** How the tenant is paused now, if it is. */
    Optional<PauseMode> at(Instant now) {
        return until != null && !now.isBefore(until) ? Optional.empty() : Optional.ofNullable(mode);
    }

    private Refusal refusal(PauseMode paused) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("mode", paused.wireName());
        if (until != null) {
            members.put("until", Texts.instant(until));
        }
        return Refusal.of(
                Refusal.Kind.TENANT_PAUSED,
                until == null ? "the tenant is paused" : "the tenant is paused until " + Texts.instant(until),
                members);
    }
}
