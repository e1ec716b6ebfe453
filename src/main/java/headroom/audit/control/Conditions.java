package headroom.audit.control;

import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a statement asks for beside the tenant and a place, which are its first two parameters: only what is given. */
final class Conditions {
    private static final int FIRST = 3;

    private final StringBuilder sql = new StringBuilder();
    private final List<String> values = new ArrayList<>();

    /** A condition with one question mark, where its value is given. */
    Conditions add(String condition, Optional<String> value) {
        value.ifPresent(given -> {
            sql.append(" and ").append(condition.replace("?", "?" + (FIRST + values.size())));
            values.add(given);
        });
        return this;
    }

    String sql() {
        return sql.toString();
    }

    void bind(Query query) {
        for (int i = 0; i < values.size(); i++) {
            query.setParameter(FIRST + i, values.get(i));
        }
    }
}
