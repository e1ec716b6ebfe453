package headroom.platform.json;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;

/** Where in a document a reader of YAML is; keeps it to one document, and each key of an object to one place. Not thread-safe. */
final class YamlPath {
    private final Deque<Level> levels = new ArrayDeque<>();
    private boolean begun;

    private static final class Level {
        private final boolean array;
        private final Set<String> keys = new HashSet<>();
        private String key = "";
        private int index = -1;

        Level(boolean array) {
            this.array = array;
        }
    }

    /** Takes the token that the parser has just read. */
    void step(YAMLParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token.isStructEnd()) {
            levels.pop();
            return;
        }
        Level level = levels.peek();
        if (level == null) {
            if (begun) {
                throw Yaml.refused("", "must be one document");
            }
            begun = true;
        } else if (token == JsonToken.FIELD_NAME) {
            level.key = parser.currentName();
            if (!level.keys.add(level.key)) {
                throw Yaml.refused(toString(), "is there twice");
            }
        } else if (level.array) {
            level.index++;
        }
        if (token.isStructStart()) {
            levels.push(new Level(token == JsonToken.START_ARRAY));
        }
    }

    /** As a problem names fields: {@code pools[3].name}; empty for the whole. */
    @Override
    public String toString() {
        StringBuilder path = new StringBuilder();
        for (Iterator<Level> each = levels.descendingIterator(); each.hasNext(); ) {
            Level level = each.next();
            if (level.array && level.index >= 0) {
                path.append('[').append(level.index).append(']');
            } else if (!level.array && !level.key.isEmpty()) {
                path.append(path.length() == 0 ? "" : ".").append(level.key);
            }
        }
        return path.toString();
    }
}
