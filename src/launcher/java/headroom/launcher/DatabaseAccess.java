package headroom.launcher;

import java.util.Map;

/**
 * How the service reaches its database, handed over as system properties of the same names as its settings.
 *
 * @param url JDBC URL
 * @param user role the service works as; empty: what the URL says
 * @param password its password; empty: none
 * @param migrationUser role that owns the schema; empty: the same as {@code user}
 * @param migrationPassword its password
 */
public record DatabaseAccess(String url, String user, String password, String migrationUser, String migrationPassword) {

    /** Makes it known to the WAR in this process; an empty part leaves the property alone. */
    void publish() {
        Map.of(
                        Setting.DB_URL, url,
                        Setting.DB_USER, user,
                        Setting.DB_PASSWORD, password,
                        Setting.DB_MIGRATION_USER, migrationUser,
                        Setting.DB_MIGRATION_PASSWORD, migrationPassword)
                .forEach((setting, value) -> {
                    if (!value.isEmpty()) {
                        System.setProperty(setting.property(), value);
                    }
                });
    }

    /** Without the passwords: this may end up in a log. */
    @Override
    public String toString() {
        return "DatabaseAccess[" + url + " as " + user + "]";
    }
}
