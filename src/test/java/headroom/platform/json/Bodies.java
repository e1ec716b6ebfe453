package headroom.platform.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import headroom.kernel.Amount;
import headroom.kernel.Refusal;
import headroom.platform.http.RefusedException;
import jakarta.validation.Valid;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Records with every kind of field, and what reading a body into them says. */
final class Bodies {
    static final Validator VALIDATOR = Validation.buildDefaultValidatorFactory().getValidator();

    enum Colour {
        DARK_RED,
        BLUE
    }

    record Request(
            @NotNull @Size(min = 1, max = 8) String jobId,
            @NotNull @Positive Amount requestedValue,
            Integer burstSeconds,
            Boolean dryRun,
            UUID quotaId,
            Duration expiresIn,
            Colour colour,
            BigDecimal overcommitRatio,
            Metadata metadata) {
        @AssertTrue(message = "must not be the last") boolean isJobId() {
            return !"last".equals(jobId);
        }
    }

    record Batch(@NotNull @Size(min = 1, max = 5) List<@NotNull @Valid Request> items) {}

    record Change(Patch<@NotNull Amount> limitValue, Patch<@Max(10) Integer> burstSeconds, Patch<UUID> parentId) {}

    static Request withMetadata(String object) {
        return read("{\"job_id\":\"j\",\"requested_value\":1,\"metadata\":" + object + "}", Request.class);
    }

    static String nested(int arrays) {
        return "{\"job_id\":\"j\",\"requested_value\":1,\"metadata\":{\"a\":" + "[".repeat(arrays - 1)
                + "]".repeat(arrays - 1) + "}}";
    }

    static String body(Map<String, String> fields) {
        StringBuilder body = new StringBuilder("{");
        fields.forEach((field, value) -> body.append(body.length() == 1 ? "" : ",")
                .append('"')
                .append(field)
                .append("\":")
                .append(value));
        return body.append('}').toString();
    }

    static <T> T read(String body, Class<T> type) {
        return StrictJson.read(body.getBytes(StandardCharsets.UTF_8), type, VALIDATOR);
    }

    static Map<String, String> errors(String body, Class<?> type) {
        RefusedException refused = catchThrowableOfType(RefusedException.class, () -> read(body, type));
        assertThat(refused).as(body).isNotNull();
        assertThat(refused.refusal().kind()).isEqualTo(Refusal.Kind.VALIDATION);
        Map<String, String> errors = new LinkedHashMap<>();
        refused.refusal().errors().forEach(error -> errors.put(error.field(), error.message()));
        return errors;
    }

    private Bodies() {}
}
