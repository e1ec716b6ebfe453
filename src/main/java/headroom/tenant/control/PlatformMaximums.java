package headroom.tenant.control;

import headroom.kernel.Amount;
import headroom.platform.Settings;
import headroom.platform.json.Texts;
import headroom.tenant.rule.Maximums;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What the platform allows to any quota at most, as {@link Settings#HEADROOM_MAXIMUMS} says. Read once. */
@ApplicationScoped
public class PlatformMaximums {
    private static final Pattern RESOURCE_TYPE = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    private final Maximums maximums =
            Settings.HEADROOM_MAXIMUMS.value().map(PlatformMaximums::parse).orElse(Maximums.NONE);

    public Maximums get() {
        return maximums;
    }

    /**
     * From {@code gpu_hours=1000,concurrent_gpus=64}.
     *
     * @throws IllegalStateException naming the setting and what is wrong with it
     */
    static Maximums parse(String text) {
        Map<String, Amount> amounts = new TreeMap<>();
        for (String part : text.split(",", -1)) {
            String[] sides = part.trim().split("=", -1);
            if (sides.length != 2 || !RESOURCE_TYPE.matcher(sides[0].trim()).matches()) {
                throw broken(part, "is not resource_type=amount");
            }
            try {
                if (amounts.put(sides[0].trim(), Texts.amount(sides[1].trim())) != null) {
                    throw broken(part, "is there twice");
                }
            } catch (IllegalArgumentException wrong) {
                throw broken(part, String.valueOf(wrong.getMessage()));
            }
        }
        return new Maximums(amounts);
    }

    private static IllegalStateException broken(String part, String message) {
        return new IllegalStateException("the setting HEADROOM_MAXIMUMS: '" + part.trim() + "' " + message);
    }
}
