package headroom.kernel;

import java.util.Locale;

/** Constants as they are written outside the code, in the database and on the wire: in lower case. */
public final class Constants {
    private Constants() {}

    public static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /**
     * The constant that was written so.
     *
     * @throws IllegalArgumentException where there is none
     */
    public static <E extends Enum<E>> E read(Class<E> type, Object written) {
        return Enum.valueOf(type, written.toString().toUpperCase(Locale.ROOT));
    }
}
