package headroom.governance.rule;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.kernel.Amount;
import headroom.kernel.FieldError;
import headroom.kernel.TenantId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PoolTermsTest {
    private static final PoolTerms POOL =
            new PoolTerms("gpus", "concurrent_gpus", Amount.of(20), Strategy.RESERVED, PoolOptions.DEFAULT);

    @Test
    void allThatIsThereMayBeReservedAndAllOfAMaximum() {
        assertThat(POOL.brokenRules(List.of(member("a", "10", "10"), member("b", "10", null))))
                .isEmpty();
        assertThat(POOL.brokenRules(List.of())).isEmpty();
    }

    @Test
    void everyBrokenRuleIsToldByWhereItIsBroken() {
        assertThat(POOL.brokenRules(
                        List.of(member("a", "10", "9.9999"), member("b", "5", null), member("a", "5.0001", "6"))))
                .extracting(FieldError::field)
                .containsExactly("members[0].reserved", "members[2].tenant", "capacity");
    }

    @Test
    void aPoolHasAtMostAThousandMembers() {
        List<MemberTerms> members = new ArrayList<>();
        for (int i = 0; i < PoolTerms.MAX_MEMBERS; i++) {
            members.add(member("t" + i, "0", null));
        }
        assertThat(POOL.brokenRules(members)).isEmpty();
        members.add(member("one-more", "0", null));
        assertThat(POOL.brokenRules(members)).extracting(FieldError::field).containsExactly("members");
    }

    private static MemberTerms member(String tenant, String reserved, String max) {
        return new MemberTerms(
                new TenantId(tenant),
                BigDecimal.ONE,
                0,
                Amount.of(reserved),
                max == null ? null : Amount.of(max),
                null);
    }
}
