package headroom.platform;

import jakarta.persistence.OptimisticLockException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a failure tells, whatever it is wrapped in: lost a race, passes by itself, or neither. Thread-safe. */
public final class DatabaseFailures {
    /** Wrappers looked through to find what happened. */
    private static final int MAX_CAUSES = 12;

    /** Deadlock, serialization failure, unique violation. */
    private static final Set<String> CONFLICT_STATES = Set.of("40P01", "40001", "23505", "23P01");

    /** SQL states that pass: connection (08), resources (53), intervention (57), lock not available (55), deadlock (40). */
    private static final List<String> PASSING_STATES = List.of("08", "53", "57", "55", "40");

    private DatabaseFailures() {}

    /** Marks an exception as a lost race. */
    public interface LostRace {}

    /** Whether this came of another transaction being faster. */
    public static boolean isLostRace(Throwable thrown) {
        return isCausedBy(thrown, LostRace.class)
                || isCausedBy(thrown, OptimisticLockException.class)
                || sqlState(thrown).filter(CONFLICT_STATES::contains).isPresent();
    }

    /** Whether the database does not answer now, or not in time, and may do so later. */
    public static boolean isPassing(Throwable thrown) {
        return isCausedBy(thrown, SQLException.class)
                && sqlState(thrown).map(DatabaseFailures::isPassing).orElse(true);
    }

    private static boolean isPassing(String state) {
        return PASSING_STATES.stream().anyMatch(state::startsWith);
    }

    private static boolean isCausedBy(Throwable thrown, Class<?> type) {
        return find(thrown, type).isPresent();
    }

    private static Optional<String> sqlState(Throwable thrown) {
        return find(thrown, SQLException.class).map(cause -> ((SQLException) cause).getSQLState());
    }

    /** The first cause of this type, the exception itself included. */
    public static Optional<Throwable> find(Throwable thrown, Class<?> type) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++, cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return Optional.of(cause);
            }
        }
        return Optional.empty();
    }
}
