package headroom.governance.rule;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.kernel.Amount;
import headroom.kernel.TenantId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LendingTest {
    private static final TenantId A = new TenantId("a");
    private static final TenantId B = new TenantId("b");
    private static final TenantId C = new TenantId("c");

    @Test
    void whatIsBorrowedLiesAgainstWhatIsLentInTheOrderOfTheIds() {
        Map<TenantId, Amount> entitled = Map.of(A, Amount.of(40), B, Amount.of(40), C, Amount.of(40));
        assertThat(Lending.of(Map.of(A, Amount.of(10), B, Amount.of(35), C, Amount.of(73)), entitled))
                .containsExactly(new Lending(C, A, Amount.of(30)), new Lending(C, B, Amount.of(3)));
        assertThat(Lending.of(Map.of(A, Amount.of(50), B, Amount.of(60), C, Amount.of(10)), entitled))
                .containsExactly(new Lending(A, C, Amount.of(10)), new Lending(B, C, Amount.of(20)));
    }

    @Test
    void whatNobodyLendsIsThePools() {
        assertThat(Lending.of(Map.of(A, Amount.of(50), B, Amount.of(5)), Map.of(A, Amount.of(10), B, Amount.of(10))))
                .isEqualTo(List.of(new Lending(A, B, Amount.of(5)), new Lending(A, null, Amount.of(35))));
        assertThat(Lending.of(Map.of(A, Amount.of(10)), Map.of(A, Amount.of(10))))
                .isEmpty();
    }
}
