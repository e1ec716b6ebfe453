package headroom.bench.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * SQL files of this benchmark, with what is to be loaded written into them.
 *
 * @param tenant whose trees
 * @param firstTree the first that is added, from 1
 * @param lastTree the last
 * @param perUser live allocations of each user
 */
public record Statements(String tenant, int firstTree, int lastTree, int perUser) {
    private static final String FOLDER = "/headroom/bench/sql/";

    /** A file as it is. */
    public static String resource(String name) {
        try (InputStream file = Statements.class.getResourceAsStream(FOLDER + name)) {
            if (file == null) {
                throw new IllegalArgumentException("there is no " + FOLDER + name);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    String fill(String name) {
        return resource(name)
                .replace("${tenant}", tenant)
                .replace("${resource_type}", Forest.RESOURCE_TYPE)
                .replace("${first_tree}", String.valueOf(firstTree))
                .replace("${last_tree}", String.valueOf(lastTree))
                .replace("${trees}", String.valueOf(lastTree - firstTree + 1))
                .replace("${quotas}", String.valueOf(Forest.QUOTAS))
                .replace("${teams}", String.valueOf(Forest.TEAMS))
                .replace("${users}", String.valueOf(Forest.USERS))
                .replace("${per_user}", String.valueOf(perUser));
    }
}
