package headroom.launcher;

import java.util.Map;

/**
 * How the service reaches its message broker, handed over as system properties of the same names as its settings.
 *
 * @param url of the broker
 * @param user empty: none
 * @param password empty: none
 */
public record BrokerAccess(String url, String user, String password) {
    /** Makes it known to the WAR in this process. */
    void publish() {
        Map.of(Setting.BROKER_URL, url, Setting.BROKER_USER, user, Setting.BROKER_PASSWORD, password)
                .forEach((setting, value) -> {
                    if (!value.isEmpty()) {
                        System.setProperty(setting.property(), value);
                    }
                });
    }

    /** Without the password: this may end up in a log. */
    @Override
    public String toString() {
        return "BrokerAccess[" + url + " as " + user + "]";
    }
}
