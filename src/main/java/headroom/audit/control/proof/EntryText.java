package headroom.audit.control.proof;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import headroom.audit.rule.FoundEntry;
import headroom.audit.rule.FoundEntry.Statement;
import java.util.Optional;
import java.util.function.Predicate;

/** The text of an entry, read without belief in anything that is kept beside it. */
public final class EntryText {
    private static final ObjectReader READER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    private final String text;
    private final JsonNode entry;

    private EntryText(String text, JsonNode entry) {
        this.text = text;
        this.entry = entry;
    }

    /** The text of an entry; empty where it is not the canonical JSON of one, to the letter. */
    public static Optional<EntryText> of(String text) {
        try {
            JsonNode entry = READER.readTree(text);
            boolean complete = entry.isObject()
                    && entry.path("sequence").canConvertToLong()
                    && entry.path("previous_hash").isTextual();
            return complete && CanonicalJson.of(text).equals(text)
                    ? Optional.of(new EntryText(text, entry))
                    : Optional.empty();
        } catch (JsonProcessingException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    /**
     * An entry as an examination judges it.
     *
     * @param sequence the place that it is kept at
     * @param text its text, whatever that is
     * @param hash kept beside it
     * @param filedRightly whether it is filed as it says
     */
    public static FoundEntry found(long sequence, String text, String hash, Predicate<EntryText> filedRightly) {
        Optional<EntryText> read = of(text);
        return new FoundEntry(
                sequence,
                hash,
                read.map(EntryText::statement).orElse(null),
                read.filter(filedRightly).isPresent());
    }

    /** What it says of its place in the chain, with its hash computed anew. */
    public Statement statement() {
        return new Statement(
                entry.path("sequence").asLong(), entry.path("previous_hash").asText(), CanonicalJson.hash(text));
    }

    /** What it says that it is searched by. */
    public Filing filing() {
        return new Filing(
                at("/tenant"),
                at("/id"),
                at("/occurred_at"),
                at("/actor/subject"),
                at("/action"),
                at("/object/type"),
                at("/object/id"),
                at("/ticket"));
    }

    /** The text at a JSON pointer, an object or array as JSON; empty where there is none. */
    public String at(String pointer) {
        JsonNode found = entry.at(pointer);
        return found.isContainerNode() ? found.toString() : found.asText("");
    }
}
