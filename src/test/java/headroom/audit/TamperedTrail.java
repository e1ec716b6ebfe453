package headroom.audit;

import headroom.audit.control.proof.CanonicalJson;
import headroom.testing.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A tenant's trail in the hands of somebody who owns the database, and knows how entries are hashed. */
final class TamperedTrail {
    private final TestDatabase database;
    private final String tenant;

    TamperedTrail(TestDatabase database, String tenant) {
        this.database = database;
        this.tenant = tenant;
    }

    /** Runs a statement that ends where the condition on the tenant belongs. */
    void execute(String statement) {
        database.execute(statement + "tenant_id = '" + tenant + "'");
    }

    /** Writes another reason into an entry. */
    void alter(long sequence) {
        execute(
                "update audit_entries set entry = replace(entry, 'a test needs it', 'nobody knows why') where sequence = "
                        + sequence + " and ");
    }

    void rehash(long sequence) {
        execute("update audit_entries set hash = encode(sha256(convert_to(entry, 'UTF8')), 'hex') where sequence = "
                + sequence + " and ");
    }

    void setHeadBack() {
        execute("update audit_heads h set (sequence, hash) = (select e.sequence, e.hash from audit_entries e"
                + " where e.tenant_id = h.tenant_id order by e.sequence desc limit 1) where ");
    }

    /** Links and hashes all entries anew behind one that was altered, and sets the head. */
    void recompute(long from) {
        rehash(from);
        try (Connection connection = database.asOwner()) {
            String before = hash(connection, from);
            for (long sequence = from + 1; before != null; sequence++) {
                before = link(connection, sequence, before);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
        setHeadBack();
    }

    private String link(Connection connection, long sequence, String before) throws SQLException {
        String entry = text(connection, "select entry from audit_entries", sequence);
        if (entry == null) {
            return null;
        }
        String linked =
                entry.replaceFirst("\"previous_hash\":\"[0-9a-f]{64}\"", "\"previous_hash\":\"" + before + "\"");
        try (PreparedStatement statement = connection.prepareStatement(
                "update audit_entries set entry = ?, hash = ? where tenant_id = ? and sequence = ?")) {
            statement.setString(1, linked);
            statement.setString(2, CanonicalJson.hash(linked));
            statement.setString(3, tenant);
            statement.setLong(4, sequence);
            statement.executeUpdate();
        }
        return CanonicalJson.hash(linked);
    }

    private String hash(Connection connection, long sequence) throws SQLException {
        return text(connection, "select hash from audit_entries", sequence);
    }

    private String text(Connection connection, String select, long sequence) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(select + " where tenant_id = ? and sequence = ?")) {
            statement.setString(1, tenant);
            statement.setLong(2, sequence);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getString(1) : null;
            }
        }
    }

    /** The place of the last anchor before this one; 0 where there is none. */
    long anchorBefore(long sequence) {
        return Long.parseLong(
                texts("select coalesce(max(sequence), 0) from audit_anchors where sequence < " + sequence + " and ")
                        .get(0));
    }

    /** The anchors that are stored now. */
    List<String> anchors() {
        return texts("select jws from audit_anchors where ");
    }

    private List<String> texts(String query) {
        try (Connection connection = database.asOwner();
                PreparedStatement statement = connection.prepareStatement(query + "tenant_id = ?")) {
            statement.setString(1, tenant);
            List<String> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            return found;
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
