package headroom.breaker.boundary;

import io.swagger.v3.oas.annotations.media.Schema;

/** What became of told outcomes. */
@Schema(name = "Outcomes", description = "What became of told outcomes.")
public record OutcomesView(
        @Schema(description = "Counted, or a probe's end.", requiredMode = Schema.RequiredMode.REQUIRED, example = "1")
        long recorded,

        @Schema(
                description = "Saying nothing of the breaker as it is: ignored, of calls permitted before it last"
                        + " began anew, of probes that had ended, or told while it is open or disabled.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "0")
        long passedOver) {}
