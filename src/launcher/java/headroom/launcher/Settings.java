package headroom.launcher;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The settings, read once and checked before anything is started.
 *
 * @param httpPort 1 to 65535, default 8080
 * @param httpAddress default 127.0.0.1
 * @param data absolute path, default {@code ./data}
 * @param logToConsole default false: the log goes to a file below {@code data}
 * @param databasePort of the embedded database; default 0, a free one
 * @param externalDatabase empty, by default, when the embedded one is to be started
 * @param brokerPort of the embedded broker; 0 for a free one
 * @param embedsBroker whether a broker is started here
 * @param sample whether the sample organization is loaded when it is not there yet
 */
public record Settings(
        int httpPort,
        String httpAddress,
        Path data,
        boolean logToConsole,
        int databasePort,
        Optional<DatabaseAccess> externalDatabase,
        int brokerPort,
        boolean embedsBroker,
        boolean sample) {

    /** Reads them from this process's environment and system properties. */
    static Settings read() throws CannotStart {
        return read(new Source(System::getenv, System::getProperty));
    }

    /** Reads them from anywhere. */
    static Settings read(Source source) throws CannotStart {
        Optional<DatabaseAccess> external = externalDatabase(source);
        return new Settings(
                source.port(Setting.HTTP_PORT, 1),
                source.text(Setting.HTTP_ADDRESS),
                data(source),
                source.choice(Setting.LOG, "file", "console").equals("console"),
                source.port(Setting.DB_PORT, 0),
                external,
                source.port(Setting.BROKER_PORT, 0),
                external.isEmpty() && source.text(Setting.BROKER_URL).isEmpty(),
                source.text(Setting.SAMPLE).isEmpty()
                        ? external.isEmpty()
                        : source.choice(Setting.SAMPLE, "true", "false").equals("true"));
    }

    /** One line for each setting. */
    static String help() {
        return Stream.of(Setting.values())
                .map(setting -> "  %-32s %s%s"
                        .formatted(
                                setting.variable(),
                                setting.sentence(),
                                setting.defaultText().isEmpty() ? "" : " Default: " + setting.defaultText() + "."))
                .collect(Collectors.joining(System.lineSeparator()));
    }

    private static Path data(Source source) throws CannotStart {
        String text = source.text(Setting.DATA);
        try {
            return Path.of(text).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new CannotStart("HEADROOM_DATA is no path: " + text, e);
        }
    }

    private static Optional<DatabaseAccess> externalDatabase(Source source) throws CannotStart {
        String url = source.text(Setting.DB_URL);
        if (url.isEmpty()) {
            return Optional.empty();
        }
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new CannotStart("HEADROOM_DB_URL must begin with jdbc:postgresql:");
        }
        return Optional.of(new DatabaseAccess(
                url,
                source.text(Setting.DB_USER),
                source.text(Setting.DB_PASSWORD),
                source.text(Setting.DB_MIGRATION_USER),
                source.text(Setting.DB_MIGRATION_PASSWORD)));
    }

    /** Where a value is looked up: the property first, then the variable, then the default. */
    record Source(UnaryOperator<@Nullable String> environment, UnaryOperator<@Nullable String> properties) {

        String text(Setting setting) {
            return Stream.of(setting)
                    .flatMap(s -> Stream.of(
                            Optional.ofNullable(properties.apply(s.property())),
                            Optional.ofNullable(environment.apply(s.variable()))))
                    .flatMap(Optional::stream)
                    .map(String::strip)
                    .filter(text -> !text.isEmpty())
                    .findFirst()
                    .orElse(setting.defaultText());
        }

        int port(Setting setting, int lowest) throws CannotStart {
            String text = text(setting);
            int port = text.matches("\\d{1,5}") ? Integer.parseInt(text) : -1;
            if (port < lowest || port > 65_535) {
                throw new CannotStart(
                        "%s must be a port from %d to 65535 but is %s".formatted(setting.variable(), lowest, text));
            }
            return port;
        }

        String choice(Setting setting, String one, String other) throws CannotStart {
            String text = text(setting);
            if (!text.equals(one) && !text.equals(other)) {
                throw new CannotStart("%s must be %s or %s but is %s".formatted(setting.variable(), one, other, text));
            }
            return text;
        }
    }
}
