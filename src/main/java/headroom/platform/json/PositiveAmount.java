package headroom.platform.json;

import headroom.kernel.Amount;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;

/** Lets {@code @Positive} be said of amounts. */
public class PositiveAmount implements ConstraintValidator<Positive, Amount> {
    @Override
    public boolean isValid(@Nullable Amount amount, ConstraintValidatorContext context) {
        return amount == null || amount.isPositive();
    }
}
