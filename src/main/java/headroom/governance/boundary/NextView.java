package headroom.governance.boundary;

import com.fasterxml.jackson.annotation.JsonInclude;
import headroom.governance.rule.FairQueue.Hindrance;
import headroom.governance.rule.FairQueue.Placed;
import headroom.governance.rule.FairQueue.Waiting;
import headroom.kernel.Amount;
import headroom.kernel.TenantId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The order in which requests of a pool are to be served. */
@Schema(name = "PoolNext", description = "The order in which requests of a pool are to be served.")
public record NextView(
        @Schema(description = "The pool.") UUID poolId,
        @Schema(description = "When the order was made.") Instant at,

        @Schema(description = "How many requests there are in all.", example = "2")
        int waiting,

        @Schema(description = "The first of them, the next one first.")
        List<PlacedView> order) {

    /** A request in its place. */
    @Schema(name = "PoolNextPlace", description = "A request in its place.")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record PlacedView(
            @Schema(description = "1 is next.", example = "1")
            int position,

            @Schema(description = "The request.", example = "job-7")
            String requestId,

            @Schema(description = "Whose it is.", example = "acme")
            String tenant,

            @Schema(description = "How much.", type = "number", example = "4")
            Amount amount,

            @Schema(description = "Since when it waits.") Instant waitingSince,

            @Schema(
                    description =
                            "Its tenant's dominant share by weight when its turn comes: the largest part of any pool's capacity that it uses.",
                    type = "number",
                    example = "0.25")
            BigDecimal dominantShare,

            @Schema(description = "Whether it fits now.", example = "false")
            boolean fits,

            @Schema(
                    description =
                            "Why it waits: its tenant is paused, its own limit or its share does not allow it, or what its tenant has waiting before it takes its turn; none when it fits.",
                    implementation = Hindrance.class)
            Hindrance reason,

            @Schema(
                    description = "For whom it waits: tenants that use more than is theirs of the pool, or its own.",
                    example = "[\"umbrella\"]")
            List<String> waitsFor,

            @Schema(
                    description = "turn: the request of its tenant that is before it.",
                    nullable = true,
                    example = "job-6")
            @Nullable String behind) {
        static PlacedView of(int position, Placed placed, List<TenantId> waitsFor) {
            Waiting request = placed.request();
            return new PlacedView(
                    position,
                    request.id(),
                    request.tenant().value(),
                    request.amount(),
                    request.since(),
                    PoolWire.plain(placed.dominantShare().setScale(SHARE_DIGITS, RoundingMode.HALF_EVEN)),
                    placed.hindrance() == Hindrance.NONE,
                    placed.hindrance(),
                    waitsFor.stream().map(TenantId::value).toList(),
                    placed.behind());
        }

        private static final int SHARE_DIGITS = 6;
    }
}
