package headroom.quota.rule;

import static headroom.quota.rule.Grove.amount;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UtilizationTest {
    @ParameterizedTest
    @CsvSource({
        "120,150,80.00",
        "160,150,106.67",
        "0,150,0.00",
        "1,3,33.33",
        "2,3,66.67",
        "1,8000,0.01",
        "1,20000,0.01",
        "1,20001,0.00",
        "0,0,0.00",
        "5,0,0.00",
        "150,150,100.00",
        "0.0001,0.0001,100.00"
    })
    void isRoundedHalfUpToTwoDigits(String usage, String whole, String percent) {
        assertThat(Utilization.percent(amount(usage), amount(whole))).hasToString(percent);
    }
}
