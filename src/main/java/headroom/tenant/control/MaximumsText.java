package headroom.tenant.control;

import com.fasterxml.jackson.core.type.TypeReference;
import headroom.kernel.Amount;
import headroom.platform.json.Json;
import headroom.tenant.rule.Maximums;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/** Maximums as they are stored: a JSON object. */
public final class MaximumsText {
    private static final TypeReference<Map<String, BigDecimal>> AMOUNTS = new TypeReference<>() {};

    private MaximumsText() {}

    public static Maximums parse(String json) {
        Map<String, Amount> amounts = new TreeMap<>();
        Json.read(json, AMOUNTS).forEach((name, amount) -> amounts.put(name, Amount.of(amount)));
        return new Maximums(amounts);
    }

    public static String of(Maximums maximums) {
        return Json.write(new TreeMap<>(maximums.byResourceType()));
    }
}
