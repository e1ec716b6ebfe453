package headroom.platform.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import headroom.kernel.FieldError;
import headroom.kernel.Refusal;
import headroom.platform.http.RefusedException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * YAML as another way to write JSON: one document of objects, arrays and scalars. What YAML has beyond that (anchors, aliases,
 * tags, several documents) is refused while it is read, so that nothing grows in memory; what it says then goes through the
 * same strict reader as JSON. Thread-safe.
 */
public final class Yaml {
    /** Larger documents are refused before they come here; the parser's own limit is behind that. */
    private static final int MAX_CHARACTERS = 16_777_216;

    /**
     * Longer lines are refused: the parser takes time by the square of a word's length, seconds for one of 4 MiB. A word goes no further
     * than its line. Only JSON is written in such lines, and may be sent as what it is.
     */
    static final int MAX_LINE = 262_144;

    private static final YAMLFactory FACTORY = factory();

    private Yaml() {}

    /**
     * The same document in JSON, its numbers with the digits that they were written with.
     *
     * @throws RefusedException where it is not YAML that says what JSON can
     */
    public static byte[] toJson(byte[] yaml) {
        String text = new String(yaml, StandardCharsets.UTF_8);
        if (text.lines().anyMatch(line -> line.length() > MAX_LINE)) {
            throw refused("", "must have no line of more than " + MAX_LINE + " characters");
        }
        StringWriter json = new StringWriter();
        String field = "";
        YamlPath path = new YamlPath();
        try (YAMLParser parser = FACTORY.createParser(text);
                JsonGenerator out = Json.mapper().createGenerator(json)) {
            while (parser.nextToken() != null) {
                path.step(parser);
                field = path.toString();
                copy(parser, out, path);
            }
        } catch (JsonProcessingException malformed) {
            throw refused(field, "is not acceptable YAML" + where(malformed));
        } catch (IOException impossible) {
            throw new UncheckedIOException("a text cannot fail to be read", impossible);
        }
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** JSON that this service wrote, in YAML: texts are quoted, so that none is taken for anything else. */
    public static String of(String json) {
        StringWriter yaml = new StringWriter();
        try (JsonParser parser = Json.mapper().createParser(json);
                YAMLGenerator out = FACTORY.createGenerator(yaml)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isNumeric()) {
                    out.writeNumber(parser.getText());
                } else {
                    out.copyCurrentEvent(parser);
                }
            }
        } catch (IOException unwritable) {
            throw new UncheckedIOException("what was written here cannot be read", unwritable);
        }
        return yaml.toString();
    }

    private static void copy(YAMLParser parser, JsonGenerator out, YamlPath path) throws IOException {
        if (parser.isCurrentAlias() || parser.getObjectId() != null) {
            throw refused(path.toString(), "must not have anchors and aliases");
        }
        if (parser.getTypeId() != null) {
            throw refused(path.toString(), "must not have tags");
        }
        if (parser.currentToken().isNumeric()) {
            out.writeNumber(number(parser.getText(), path));
        } else {
            out.copyCurrentEvent(parser);
        }
    }

    /** YAML has octal, hexadecimal and sexagesimal numbers, underscores, and what is no number: none of these means one thing to all readers. */
    private static String number(String text, YamlPath path) {
        try {
            BigDecimal value = Texts.decimal(text);
            if (text.length() > 1 && text.startsWith("0") && value.scale() == 0) {
                throw refused(path.toString(), "must be a decimal number");
            }
            return text;
        } catch (IllegalArgumentException broken) {
            throw refused(path.toString(), String.valueOf(broken.getMessage()));
        }
    }

    private static String where(JsonProcessingException malformed) {
        return malformed.getLocation() == null
                ? ""
                : ": malformed at line " + malformed.getLocation().getLineNr() + ", column "
                        + malformed.getLocation().getColumnNr();
    }

    static RefusedException refused(String field, String message) {
        return new RefusedException(Refusal.of(
                Refusal.Kind.VALIDATION,
                "the body breaks the contract",
                List.of(new FieldError(field.isEmpty() ? "body" : field, message))));
    }

    private static YAMLFactory factory() {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(0);
        options.setNestingDepthLimit(Json.MAX_DEPTH);
        options.setCodePointLimit(MAX_CHARACTERS);
        return YAMLFactory.builder()
                .loaderOptions(options)
                .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
                .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                .disable(YAMLGenerator.Feature.SPLIT_LINES)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(Json.MAX_DEPTH)
                        .maxNumberLength(Json.MAX_NUMBER_CHARS)
                        .maxNameLength(Json.MAX_NAME_CHARS)
                        .build())
                .build();
    }
}
