package headroom.audit.boundary;

import com.fasterxml.jackson.annotation.JsonInclude;
import headroom.audit.rule.Finding;
import headroom.audit.rule.Verdict;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Whether a trail is what was written. */
@Schema(name = "AuditVerdict", description = "Whether the trail is what was written.")
@JsonInclude(JsonInclude.Include.ALWAYS)
public record VerdictView(
        @Schema(description = "Entries that were read.", example = "42")
        long entries,

        @Schema(
                description = "The place where tampering shows first; null where all is well.",
                nullable = true,
                example = "17")
        @Nullable Long firstBad,

        @Schema(
                description =
                        "What was done: an entry altered; a gap where one is missing; entries reordered; the last ones"
                                + " truncated; all missing. Null where all is well.",
                implementation = Finding.Kind.class,
                nullable = true)
        Finding.@Nullable Kind kind,

        @Schema(
                description = "Up to this place every entry is what a signed anchor vouches for; 0 where none does.",
                example = "40")
        long anchoredUpTo) {
    static VerdictView of(Verdict verdict) {
        Finding finding = verdict.finding();
        return new VerdictView(
                verdict.entries(),
                finding == null ? null : finding.firstBad(),
                finding == null ? null : finding.kind(),
                verdict.anchoredUpTo());
    }
}
