package headroom.governance.boundary;

import com.fasterxml.jackson.annotation.JsonInclude;
import headroom.kernel.Amount;
import headroom.quota.boundary.AllocationView;
import headroom.quota.boundary.Allotting.Part;
import headroom.quota.boundary.QuotaAnswers;
import headroom.quota.control.QuotaExceeded;
import headroom.quota.rule.Violation;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What was granted of a request for a part of a pool. */
@Schema(name = "PoolGrant", description = "What was granted of a request for a part of a pool.")
@JsonInclude(JsonInclude.Include.ALWAYS)
public record GrantView(
        @Schema(description = "For whom.", example = "acme") String tenant,

        @Schema(description = "What was asked for.", type = "number", example = "70")
        Amount requested,

        @Schema(description = "What was granted.", type = "number", example = "50")
        Amount granted,

        @Schema(description = "Whether that is less.", example = "true")
        boolean capped,

        @Schema(
                description =
                        "What capped it: the member's maximum in the pool, its share, or the limit of its quota; null when nothing did.",
                implementation = Reason.class,
                nullable = true)
        @Nullable Reason reason,

        @Schema(description = "The same for people.", nullable = true, example = "acme may have at most 50 of the pool")
        @Nullable String detail,

        @Schema(description = "What holds it: released, renewed and committed as any other.")
        AllocationView allocation) {

    /** What capped a request. */
    public enum Reason {
        MAX,
        SHARE,
        LIMIT
    }

    static GrantView of(String tenant, Amount requested, @Nullable Amount max, Part part) {
        Amount granted = part.admitted().allocation().holding().amount();
        QuotaExceeded exceeded = part.exceeded();
        Reason reason = exceeded == null ? null : reason(exceeded, max);
        return new GrantView(
                tenant,
                requested,
                granted,
                exceeded != null,
                reason,
                exceeded == null || reason == null ? null : detail(tenant, reason, max, exceeded),
                QuotaAnswers.view(part.admitted()));
    }

    private static Reason reason(QuotaExceeded exceeded, @Nullable Amount max) {
        Violation root = exceeded.denied().violations().get(0);
        if (!root.isByShare()) {
            return Reason.LIMIT;
        }
        Amount share = root.node().share();
        return max != null && share != null && share.isAtLeast(max) ? Reason.MAX : Reason.SHARE;
    }

    private static String detail(String tenant, Reason reason, @Nullable Amount max, QuotaExceeded exceeded) {
        return switch (reason) {
            case MAX -> tenant + " may have at most " + max + " of the pool";
            case SHARE ->
                "the pool leaves " + tenant + " "
                        + exceeded.denied().violations().get(0).node().share() + " now";
            case LIMIT -> exceeded.detail();
        };
    }
}
