package headroom.launcher;

import java.util.Locale;

/**
 * What may be set from outside, each as an environment variable ({@link #variable()}) or as a system property
 * ({@link #property()}); the property wins, and a blank value counts as none.
 */
public enum Setting {
    /** TCP port, 1 to 65535. */
    HTTP_PORT("8080", "Port of the service."),
    /** A literal address or a host name of this machine. */
    HTTP_ADDRESS("127.0.0.1", "Address it listens on; 0.0.0.0 opens it to the network."),
    /** A directory, relative to the current one. */
    DATA("data", "Directory of everything that is kept: database, passwords, logs."),
    /** One of {@code file} and {@code console}. */
    LOG("file", "Where the server's log goes, as JSON lines: file (below the data directory) or console."),
    /** TCP port, 0 to 65535. */
    DB_PORT("0", "Port of the embedded database on 127.0.0.1; 0 takes a free one."),
    /** A JDBC URL. */
    DB_URL("", "A PostgreSQL to use, as jdbc:postgresql://host/name; without it an embedded one is started."),
    /** A role. */
    DB_USER("", "Role the service works as, with DB_URL only."),
    /** Its password. */
    DB_PASSWORD("", "Password of that role."),
    /** A role. */
    DB_MIGRATION_USER("", "Role that owns the schema and migrates it; the same as DB_USER unless set."),
    /** Its password. */
    DB_MIGRATION_PASSWORD("", "Password of the migrating role."),
    /** TCP port, 0 to 65535. */
    BROKER_PORT("0", "Port of the embedded message broker on 127.0.0.1; 0 takes a free one."),
    /** A URL of Artemis' client. */
    BROKER_URL(
            "",
            "A message broker (Artemis) to use, as tcp://host:61616; an embedded one with the embedded database, else none."),
    /** A user. */
    BROKER_USER("", "User at that broker."),
    /** Its password. */
    BROKER_PASSWORD("", "Password of that user."),
    /** Base64 of 32 bytes. */
    MASTER_KEY(
            "",
            "What the private keys in the database are encrypted under; made below DATA with the embedded database."),
    /** At least 32 characters. */
    BOOTSTRAP_CLIENT_SECRET("", "Secret of the platform's first client; made below DATA with the embedded database."),
    /** An http or https URL. */
    ISSUER("", "URL that clients know the service by; its own address with the embedded database."),
    /** One of {@code true} and {@code false}. */
    SAMPLE("", "Load the sample organization once: true or false; true with the embedded database, else false.");

    private final String defaultText;
    private final String sentence;

    Setting(String defaultText, String sentence) {
        this.defaultText = defaultText;
        this.sentence = sentence;
    }

    /** The environment variable, such as {@code HEADROOM_HTTP_PORT}. */
    public String variable() {
        return "HEADROOM_" + name();
    }

    /** The system property, such as {@code headroom.http.port}. */
    public String property() {
        return variable().toLowerCase(Locale.ROOT).replace('_', '.');
    }

    /** What holds when nothing is set; empty for none. */
    String defaultText() {
        return defaultText;
    }

    /** What it is, for {@code --help}. */
    String sentence() {
        return sentence;
    }
}
