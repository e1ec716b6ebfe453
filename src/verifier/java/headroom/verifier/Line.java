package headroom.verifier;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import headroom.audit.rule.ChainLink;
import headroom.audit.rule.Stretch;
import java.io.IOException;

/** A line of an export. */
sealed interface Line {
    /**
     * The first line.
     *
     * @param tenant whose trail it is
     * @param link where the trail had come to
     * @param stretch the part of it that follows
     */
    record Head(String tenant, ChainLink link, Stretch stretch) implements Line {}

    /**
     * An entry.
     *
     * @param sequence the place that it was stored at
     * @param text its own text, to the letter
     * @param hash stored beside it
     */
    record Entry(long sequence, String text, String hash) implements Line {}

    /**
     * A signed head.
     *
     * @param sequence the place that it was stored for
     * @param jws what was signed
     */
    record Anchor(long sequence, String jws) implements Line {}

    /** The last line, without which an export has broken off. */
    record End() implements Line {}

    /**
     * A line that was read.
     *
     * @throws IOException where it is no JSON object of an export
     */
    static Line parse(String text) throws IOException {
        JsonNode line = Json.READER.readTree(text);
        if (line.has("entry") && line.path("sequence").canConvertToLong()) {
            return new Entry(
                    line.path("sequence").asLong(),
                    Json.entry(text),
                    line.path("hash").asText());
        }
        if (line.path("anchor").isTextual()) {
            return new Anchor(
                    line.path("sequence").asLong(), line.path("anchor").asText());
        }
        if (line.path("head").isObject()) {
            return head(line.path("head"));
        }
        if (line.path("end").isObject()) {
            return new End();
        }
        throw new IOException("is neither head nor entry nor anchor nor end");
    }

    private static Head head(JsonNode head) throws IOException {
        try {
            return new Head(
                    head.path("tenant").asText(),
                    new ChainLink(
                            head.path("sequence").asLong(), head.path("hash").asText()),
                    new Stretch(
                            head.path("from_sequence").asLong(),
                            head.path("to_sequence").asLong(Stretch.ALL.to())));
        } catch (IllegalArgumentException impossible) {
            throw new IOException("is a head of no stretch", impossible);
        }
    }

    /** How lines are read. */
    final class Json {
        private static final JsonFactory FACTORY = JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();

        private static final ObjectReader READER = JsonMapper.builder(FACTORY)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build()
                .reader();

        private Json() {}

        /** The text of the entry as it stands in the line: to read it and write it again might repair what was altered. */
        private static String entry(String line) throws IOException {
            try (JsonParser parser = FACTORY.createParser(line)) {
                parser.nextToken();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    boolean found = parser.currentName().equals("entry");
                    JsonToken begin = parser.nextToken();
                    int from = (int) parser.currentTokenLocation().getCharOffset();
                    parser.skipChildren();
                    if (found) {
                        return begin == JsonToken.START_OBJECT
                                ? line.substring(
                                        from, (int) parser.currentLocation().getCharOffset())
                                : parser.getText();
                    }
                }
                throw new IOException("has no entry");
            }
        }
    }
}
