package headroom.platform;

import headroom.platform.load.ConnectionUse;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A connection that tells PostgreSQL whose rows may be seen before it makes a statement, where that is another's than it told
 * last: a service with one tenant never pays for it. What it told is taken back by a rollback, and so it is
 * told again after one, and after whatever failed.
 *
 * <p>It stands up again: where the database has ended the session outside a transaction, the next one begins on a new session.
 * Payara's pool would have thrown it away, but WildFly's knows no validation for the pools that applications bring, and would
 * hand it out dead for ever. A transaction that the session took with it is never passed over: it has to be rolled back first.
 *
 * <p>A statement belongs to the thread that made it, as everything of a connection does.
 */
final class WalledConnection implements InvocationHandler {
    private static final String TELL = "select set_config('headroom.tenant', ?, false)";

    private final Sessions sessions;
    private Connection connection;
    private @Nullable String told;

    /** Whether a transaction may be under way. */
    private boolean begun;

    /** Whether who has it is done with it. */
    private boolean released;

    private WalledConnection(Sessions sessions) throws SQLException {
        this.sessions = sessions;
        this.connection = sessions.open();
    }

    /** Opens sessions of the database: one now, and another where that one has ended. */
    interface Sessions {
        Connection open() throws SQLException;
    }

    static Connection around(Sessions sessions) throws SQLException {
        return (Connection) Proxy.newProxyInstance(
                WalledConnection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                new WalledConnection(sessions));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws SQLException {
        switch (method.getName()) {
            case "prepareStatement", "createStatement", "prepareCall" -> tell();
            case "setAutoCommit" -> standUp();
            case "rollback" -> {
                told = null;
                begin(false);
            }
            case "abort", "close" -> {
                released = true;
                begin(false);
            }
            case "equals" -> {
                return arguments != null && proxy == arguments[0];
            }
            default -> {
                // The rest is the connection's own.
            }
        }
        try {
            Object answer = method.invoke(connection, arguments);
            if (method.getName().equals("setAutoCommit")) {
                begin(!connection.getAutoCommit());
            }
            return answer;
        } catch (InvocationTargetException thrown) {
            told = null;
            throw ofTheConnection(Objects.requireNonNullElse(thrown.getCause(), thrown));
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException("a connection's methods are public", impossible);
        }
    }

    /** What a method of a connection may throw, as it was thrown. */
    private static SQLException ofTheConnection(Throwable thrown) {
        if (thrown instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (thrown instanceof Error error) {
            throw error;
        }
        return thrown instanceof SQLException failed ? failed : new SQLException(thrown);
    }

    private void begin(boolean transaction) {
        if (transaction != begun) {
            begun = transaction;
            ConnectionUse.count(transaction ? 1 : -1);
        }
    }

    private void standUp() throws SQLException {
        if (!begun && !released && connection.isClosed()) {
            connection = sessions.open();
            told = null;
        }
    }

    private void tell() throws SQLException {
        String seen = TenantWall.seen();
        if (seen.equals(told)) {
            return;
        }
        told = null;
        try (PreparedStatement statement = connection.prepareStatement(TELL)) {
            statement.setString(1, seen);
            statement.execute();
        }
        told = seen;
    }
}
