package headroom.webhook.control;

import headroom.platform.Settings;
import headroom.webhook.rule.Networks;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;

/** Where webhooks may lead on this server, as its operator has set it. */
@ApplicationScoped
public class AllowedNetworks {
    private Networks networks;

    /**
     * Reads the setting.
     *
     * @throws IllegalStateException naming it, where it is wrong
     */
    @PostConstruct
    void read() {
        try {
            networks = Settings.HEADROOM_WEBHOOK_ALLOWED_NETWORKS
                    .value()
                    .map(Networks::allowing)
                    .orElse(Networks.PUBLIC);
        } catch (IllegalArgumentException wrong) {
            // Without the cause, which says the same and does not name the setting: the launcher shows the last one.
            throw new IllegalStateException(
                    "the setting " + Settings.HEADROOM_WEBHOOK_ALLOWED_NETWORKS + ": " + wrong.getMessage());
        }
    }

    public Networks networks() {
        return networks;
    }
}
