package headroom.platform.json;

import static headroom.platform.json.Bodies.errors;
import static headroom.platform.json.Bodies.read;
import static headroom.platform.json.Bodies.withMetadata;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import headroom.platform.json.Bodies.Request;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts, and a caller's own object. */
class MetadataReaderTest {
    @Test
    void theOrderOfFieldsMeansNothing() {
        assertThat(read("{\"metadata\":{\"a\":{}},\"requested_value\":1,\"job_id\":\"j\"}", Request.class)
                        .metadata())
                .isEqualTo(new Metadata("{\"a\":{}}"));
    }

    @ParameterizedTest
    @CsvSource({
        "a\\u0000b,must not have control characters", "a\\nb,must not have control characters",
        "\\u007f,must not have control characters", "\\u0085,must not have control characters",
        "\\ud800,must be well-formed Unicode", "\\udc00,must be well-formed Unicode",
        "\\ud800x,must be well-formed Unicode", "\\udc00\\ud800,must be well-formed Unicode"
    })
    void textIsWellFormedAndPlain(String text, String message) {
        assertThat(errors("{\"job_id\":\"" + text + "\",\"requested_value\":1}", Request.class))
                .containsOnly(entry("job_id", message));
        for (String object : List.of("{\"a\":\"" + text + "\"}", "{\"a\":[{\"b\":[\"" + text + "\"]}]}")) {
            assertThat(errors("{\"job_id\":\"j\",\"requested_value\":1,\"metadata\":" + object + "}", Request.class))
                    .containsOnly(entry("metadata", message));
        }
    }

    @ParameterizedTest
    @CsvSource({"a\\u0000b,metadata", "a\\nb,metadata", "\\u007f,metadata", "\\ud800,body", "\\udc00x,body"})
    void namesInMetadataAreTextToo(String name, String field) {
        assertThat(errors("{\"job_id\":\"j\",\"requested_value\":1,\"metadata\":{\"" + name + "\":1}}", Request.class))
                .containsOnlyKeys(field);
    }

    @Test
    void charactersBeyondTheFirstPlaneAreWelcome() {
        assertThat(read("{\"job_id\":\"\\ud83d\\ude80\",\"requested_value\":1}", Request.class)
                        .jobId())
                .isEqualTo("\uD83D\uDE80");
    }

    @Test
    void metadataIsAtMostEightKibibytesInUtf8() {
        String most = "{\"a\":\"" + "x".repeat(Metadata.MAX_BYTES - 8) + "\"}";
        assertThat(withMetadata(most).metadata().json()).hasSize(Metadata.MAX_BYTES);
        String more = "{\"a\":\"" + "x".repeat(Metadata.MAX_BYTES - 7) + "\"}";
        String wide = "{\"a\":\"" + "\u00e4".repeat(Metadata.MAX_BYTES / 2) + "\"}";
        for (String tooLarge : List.of(more, wide)) {
            assertThat(errors("{\"job_id\":\"j\",\"requested_value\":1,\"metadata\":" + tooLarge + "}", Request.class))
                    .containsOnly(entry("metadata", "must be at most 8192 bytes"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e31", "1e-31", "1E+99999", "-1e99999", "1e-2147483647"})
    void aShortTextInMetadataIsNoHugeNumber(String number) {
        for (String object : List.of("{\"a\":" + number + "}", "{\"a\":[[" + number + "]]}")) {
            assertThat(errors("{\"job_id\":\"j\",\"requested_value\":1,\"metadata\":" + object + "}", Request.class))
                    .containsOnly(entry("metadata", "a number in it is out of range"));
        }
    }

    @Test
    void metadataIsKeptAsItWasWritten() {
        assertThat(withMetadata("{ \"b\" : 1.50, \"a\":[true,null,0.1,1e3],\"\":\"\" }")
                        .metadata())
                .extracting(Metadata::json)
                .asString()
                .startsWith("{\"b\":1.5")
                .contains("\"a\":[true,null,0.1,");
    }
}
