package headroom.platform;

import headroom.kernel.Amount;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Amounts in {@code numeric} columns. */
@Converter(autoApply = true)
public class AmountConverter implements AttributeConverter<Amount, BigDecimal> {
    @Override
    public @Nullable BigDecimal convertToDatabaseColumn(@Nullable Amount amount) {
        return amount == null ? null : amount.toBigDecimal();
    }

    @Override
    public @Nullable Amount convertToEntityAttribute(@Nullable BigDecimal column) {
        return column == null ? null : Amount.of(column);
    }
}
