package headroom.platform;

import headroom.kernel.Constants;
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
    /** Addresses of the proxies that stand before the service, with commas between. Default: none. */
    HEADROOM_TRUSTED_PROXIES,
    /** A message broker, as its client has it: {@code tcp://host:61616}. Default: none, and alerts are only listed. */
    HEADROOM_BROKER_URL,
    HEADROOM_BROKER_USER,
    HEADROOM_BROKER_PASSWORD,
    /** What any quota may allow at most, {@code gpu_hours=1000,concurrent_gpus=64}. Default: no maximum. */
    HEADROOM_MAXIMUMS,
    /** Backfills of one tenant that are live at once, at most: 1 to 64. Default: 8. */
    HEADROOM_BACKFILLS_PER_TENANT,
    /**
     * What the private keys in the database are encrypted under: base64 of 32 random bytes, the same for every server.
     * No default. Whoever has it and the database can sign tokens.
     */
    HEADROOM_MASTER_KEY,
    /** Days that a signing key signs before the next one does: 1 to 366. Default: 30. */
    HEADROOM_KEY_ROTATION_DAYS,
    /** The issuer in our own tokens, an absolute URL, the same for every server. Default: http://localhost:8080. */
    HEADROOM_ISSUER,
    /** The audience that our own tokens are for. Default: headroom. */
    HEADROOM_AUDIENCE,
    /** A JSON file with the other issuers whose tokens are trusted. Default: none is. */
    HEADROOM_ISSUERS_FILE,
    /** Minutes that a token without a purpose lives: 1 to 60. Default: 60. */
    HEADROOM_TOKEN_MINUTES,
    /** Minutes that a token of orch:quota or orch:backfill lives: 1 to 15. Default: 15. */
    HEADROOM_PURPOSE_TOKEN_MINUTES,
    /** Characters that a reason has at most: 1 to 256. Default: 256. */
    HEADROOM_REASON_MAX_CHARS,
    /** Whether a token of orch:quota needs a ticket: {@code required} or {@code optional}. Default: optional. */
    HEADROOM_QUOTA_TICKET,
    /** Whether a token of orch:backfill needs a ticket: {@code required} or {@code optional}. Default: required. */
    HEADROOM_BACKFILL_TICKET,
    /** The id of the client that is made at the start where no client has orch:platform. Default: platform. */
    HEADROOM_BOOTSTRAP_CLIENT_ID,
    /** Its secret, at least 32 characters. Default: no such client is made. */
    HEADROOM_BOOTSTRAP_CLIENT_SECRET,
    /** Seconds after which a head of the audit trail that has moved is signed at the latest: 1 to 60. Default: 20. */
    HEADROOM_AUDIT_ANCHOR_SECONDS,
    /** Seconds between two samples of usage, from which exhaustion is foreseen: 1 to 7200. Default: 1800. */
    HEADROOM_FORECAST_SECONDS,
    /**
     * Networks that webhooks may lead to beyond the public internet, and by plain HTTP, {@code 10.1.0.0/16,fd00::/8} with
     * commas between. Default: none.
     */
    HEADROOM_WEBHOOK_ALLOWED_NETWORKS,
    /** Whether requests are refused under overload: {@code on} or {@code off}. Default: on. */
    HEADROOM_SHEDDER,
    /** Requests that may be under way at this server, at the load of 1: 4 to 10000. Default: 400, below its threads. */
    HEADROOM_SHEDDER_IN_FLIGHT,
    /** Milliseconds that requests may wait in lanes, in the mean, at the load of 1: 1 to 10000. Default: 250. */
    HEADROOM_SHEDDER_QUEUE_WAIT_MS,
    /** Days that the runs of a deleted pool are kept: 1 to 3660. Default: 400. */
    HEADROOM_POOL_RUNS_DAYS,
    /** Percent of the processors that this server may use, at the load of 1: 10 to 100. Default: 100. */
    HEADROOM_SHEDDER_CPU_PERCENT,
    /** Callers that may wait in the lanes of this server, of quotas and permits together: 8 to 10000. Default: 480, below its threads. */
    HEADROOM_CALLERS_WAITING;

    /** The value, where it is set and not blank. */
    public Optional<String> value() {
        String property = System.getProperty(Constants.written(this).replace('_', '.'));
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

    /**
     * The value as an integer.
     *
     * @throws IllegalStateException naming the setting, where it is none from {@code least} to {@code most}
     */
    public int integer(int otherwise, int least, int most) {
        String text = value().orElseGet(() -> Integer.toString(otherwise)).strip();
        int number = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
        if (number < least || number > most) {
            throw new IllegalStateException("the setting " + name() + " must be " + least + " to " + most);
        }
        return number;
    }

    private static Optional<String> nonBlank(@Nullable String text) {
        return Optional.ofNullable(text).filter(value -> !value.isBlank());
    }
}
