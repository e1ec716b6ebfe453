package headroom.platform;

import java.io.Serial;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The database as {@link Settings} name it, for the server's own connection pool. Servers hand over empty users and
 * passwords of their own; they are passed over. Text parameters take the column's type, so that {@code uuid} and
 * {@code jsonb} columns can be plain strings for every persistence provider. Every statement of the
 * service finds few rows among many, by an index. Each connection keeps to the {@link TenantWall}.
 */
public class HeadroomDataSource extends PGSimpleDataSource {
    @Serial
    private static final long serialVersionUID = 1L;

    /** A request that waits this long for a lock is better refused, in milliseconds. */
    private static final int LOCK_TIMEOUT_MS = 10_000;

    /** No statement of the service runs longer, in milliseconds. */
    private static final int STATEMENT_TIMEOUT_MS = 60_000;

    private static final int CONNECT_TIMEOUT_SECONDS = 5;

    /** A server that died without a word is noticed after this time. */
    private static final int SOCKET_TIMEOUT_SECONDS = 90;

    /**
     * Plans are made once and kept, and go through indexes whatever the tables' sizes were then: a plan made while they were
     * small would read them whole when they are large.
     */
    private static final String INDEX_WAYS = " -c plan_cache_mode=force_generic_plan -c jit=off"
            + " -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off";

    public HeadroomDataSource() {
        Settings.HEADROOM_DB_URL.value().ifPresent(this::setUrl);
        Settings.HEADROOM_DB_USER.value().ifPresent(super::setUser);
        Settings.HEADROOM_DB_PASSWORD.value().ifPresent(super::setPassword);
        setApplicationName("headroom");
        setStringType("unspecified");
        setConnectTimeout(CONNECT_TIMEOUT_SECONDS);
        setSocketTimeout(SOCKET_TIMEOUT_SECONDS);
        setTcpKeepAlive(true);
        setReWriteBatchedInserts(true);
        setOptions("-c lock_timeout=" + LOCK_TIMEOUT_MS + " -c statement_timeout=" + STATEMENT_TIMEOUT_MS + INDEX_WAYS);
    }

    @Override
    public void setUser(@Nullable String user) {
        if (user != null && !user.isEmpty()) {
            super.setUser(user);
        }
    }

    @Override
    public void setPassword(@Nullable String password) {
        if (password != null && !password.isEmpty()) {
            super.setPassword(password);
        }
    }

    @Override
    public Connection getConnection(@Nullable String user, @Nullable String password) throws SQLException {
        boolean ours = user == null || user.isEmpty();
        return WalledConnection.around(
                () -> super.getConnection(ours ? getUser() : user, ours ? getPassword() : password));
    }
}
