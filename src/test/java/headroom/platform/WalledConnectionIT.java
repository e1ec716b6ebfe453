package headroom.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import headroom.testing.SharedDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** What a pool that never validates may expect of a connection whose session the database has ended. */
class WalledConnectionIT {
    @Test
    void aTransactionBeginsOnANewSessionWhereTheOldOneHasEnded() throws SQLException {
        try (Connection connection = opened()) {
            int before = session(connection);
            end(before);
            assertThatThrownBy(() -> session(connection)).hasCauseInstanceOf(SQLException.class);
            connection.setAutoCommit(false);
            assertThat(session(connection)).isNotEqualTo(before);
            connection.rollback();
        }
    }

    @Test
    void aTransactionThatTheSessionTookWithItIsRolledBackFirst() throws SQLException {
        try (Connection connection = opened()) {
            connection.setAutoCommit(false);
            end(session(connection));
            assertThatThrownBy(() -> session(connection)).hasCauseInstanceOf(SQLException.class);
            assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> connection.setAutoCommit(true)).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void afterTheRollbackItIsAsNew() throws SQLException {
        try (Connection connection = opened()) {
            connection.setAutoCommit(false);
            end(session(connection));
            assertThatThrownBy(() -> session(connection)).hasCauseInstanceOf(SQLException.class);
            assertThatThrownBy(connection::rollback).isInstanceOf(SQLException.class);
            connection.setAutoCommit(true);
            assertThat(session(connection)).isPositive();
        }
    }

    @Test
    void theNewSessionIsToldForWhomItWorks() throws SQLException {
        try (Connection connection = opened()) {
            assertThat(TenantWall.acrossTenants(() -> asked(connection, "select current_setting('headroom.tenant')")))
                    .isEqualTo(TenantWall.ALL);
            end(session(connection));
            assertThatThrownBy(() -> session(connection)).hasCauseInstanceOf(SQLException.class);
            connection.setAutoCommit(true);
            assertThat(TenantWall.acrossTenants(() -> asked(connection, "select current_setting('headroom.tenant')")))
                    .isEqualTo(TenantWall.ALL);
        }
    }

    @Test
    void whatWasClosedStaysClosed() throws SQLException {
        Connection connection = opened();
        connection.close();
        assertThatThrownBy(() -> connection.setAutoCommit(false)).isInstanceOf(SQLException.class);
        assertThat(connection.isClosed()).isTrue();
    }

    private static Connection opened() throws SQLException {
        return WalledConnection.around(SharedDatabase.running()::behindTheWall);
    }

    private static int session(Connection connection) {
        return Integer.parseInt(asked(connection, "select pg_backend_pid()"));
    }

    private static void end(int session) throws SQLException {
        try (Connection other = SharedDatabase.running().behindTheWall()) {
            assertThat(asked(other, "select pg_terminate_backend(" + session + ", 5000)"))
                    .isEqualTo("t");
        }
    }

    private static String asked(Connection connection, String question) {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(question)) {
            answer.next();
            return answer.getString(1);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
