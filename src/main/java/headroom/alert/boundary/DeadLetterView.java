package headroom.alert.boundary;

import com.fasterxml.jackson.annotation.JsonInclude;
import headroom.alert.control.DeadLetters.Letter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;

/** A message that no sense could be made of, as it is shown. */
@Schema(name = "DeadLetter", description = "A message on the topic of the alerts that no sense could be made of.")
@JsonInclude(JsonInclude.Include.ALWAYS)
public record DeadLetterView(
        @Schema(description = "Names the letter.") UUID id,

        @Schema(
                description = "As the sender named the message; null where it did not.",
                nullable = true,
                example = "4711")
        String messageId,

        @Schema(description = "Why it is here.", example = "it is no alert of this service")
        String reason,

        @Schema(description = "What it said, as far as it is kept.", example = "{\"hello\": 1}")
        String body,

        @Schema(description = "When it was set aside.") Instant diedAt) {

    static DeadLetterView of(Letter letter) {
        return new DeadLetterView(letter.id(), letter.messageId(), letter.reason(), letter.body(), letter.diedAt());
    }
}
