package headroom.platform;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an operator can set: each as an environment variable of this name, or as a system property with the name in
 * lower case and dots for underscores ({@code HEADROOM_DB_URL} is {@code headroom.db.url}). The property wins.
 */
public enum Settings {
    /** JDBC URL of the database. No default. */
    HEADROOM_DB_URL,
    /** Role that the service works as; needs no rights on the schema. */
    HEADROOM_DB_USER,
    HEADROOM_DB_PASSWORD,
    /** Role that owns the schema and runs the migrations. Default: the role that the service works as. */
    HEADROOM_DB_MIGRATION_USER,
    HEADROOM_DB_MIGRATION_PASSWORD,
    /** What any quota may allow at most, {@code gpu_hours=1000,concurrent_gpus=64}. Default: no maximum. */
    HEADROOM_MAXIMUMS;

    /** The value, where it is set and not blank. */
    public Optional<String> value() {
        String property = System.getProperty(name().toLowerCase(Locale.ROOT).replace('_', '.'));
        return nonBlank(property).or(() -> nonBlank(System.getenv(name())));
    }

    /**
     * The value.
     *
     * @throws IllegalStateException naming the setting, where it is missing
     */
    public String required() {
        return value().orElseThrow(() -> new IllegalStateException("the setting " + name() + " is missing"));
    }

    private static Optional<String> nonBlank(@Nullable String text) {
        return Optional.ofNullable(text).filter(value -> !value.isBlank());
    }
}
