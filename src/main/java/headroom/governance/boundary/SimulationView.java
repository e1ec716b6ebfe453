package headroom.governance.boundary;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;

/** What changes would come to. */
@Schema(name = "Simulation", description = "What the changes would come to; nothing has been changed.")
public record SimulationView(
        @Schema(
                description = "Names the plan for 24 h; the same for the same changes from the same state.",
                example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
        String planHash,

        @Schema(description = "When that was so.") Instant at,

        @Schema(description = "The shares of every pool that it touches, before and after.")
        List<Foresight.PoolOutcome> pools,

        @Schema(description = "Who would have less than it uses.")
        List<Foresight.OverLimit> overLimit,

        @Schema(description = "What would have been decided otherwise in the last 24 h.")
        Foresight.Otherwise otherwise) {
    static SimulationView of(String hash, Foresight foresight) {
        return new SimulationView(
                hash, foresight.at(), foresight.pools(), foresight.overLimit(), foresight.otherwise());
    }
}
