package headroom.governance.boundary;

import headroom.governance.rule.MemberTerms;
import headroom.kernel.Amount;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What pools look like on the wire. */
final class PoolWire {
    static final int MAX_NAME = 128;
    static final String NAME = "[A-Za-z0-9][A-Za-z0-9 ._-]{0,127}";
    static final String NAME_MESSAGE = "must be 1 to 128 of A-Z a-z 0-9 . _ - and spaces, the first a letter or digit";
    static final String RESOURCE_TYPE = "[a-z][a-z0-9_]{0,62}";
    static final String RESOURCE_TYPE_MESSAGE = "must be 1 to 63 of a-z 0-9 _, the first a letter";
    static final int MAX_PRIORITY = 1_000_000;
    static final String MAX_WEIGHT = "1000000";
    static final String LEAST_WEIGHT = "0.0001";

    private PoolWire() {}

    static BigDecimal weight(@Nullable BigDecimal given) {
        return given == null ? BigDecimal.ONE : given;
    }

    static Amount amount(@Nullable Amount given) {
        return given == null ? Amount.ZERO : given;
    }

    /** Decimals as people write them: 1, not 1.0000. */
    static BigDecimal plain(BigDecimal decimal) {
        BigDecimal stripped = decimal.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    static BigDecimal weight(MemberTerms terms) {
        return plain(terms.weight());
    }
}
