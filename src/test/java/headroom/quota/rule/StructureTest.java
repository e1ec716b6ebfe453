package headroom.quota.rule;

import static headroom.quota.rule.Grove.amount;
import static org.assertj.core.api.Assertions.assertThat;

import headroom.kernel.Amount;
import headroom.kernel.FieldError;
import headroom.quota.rule.Structure.Parent;
import headroom.quota.rule.Structure.Placed;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StructureTest {
    private static final Parent ORGANIZATION = parent(EntityType.ORGANIZATION, 100, null, 1);

    @ParameterizedTest
    @EnumSource(EntityType.class)
    void q1_eachMayStandAlone(EntityType type) {
        assertThat(Structure.brokenRules(placed(type, 100, null, 1, null), Optional.empty(), true))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "TEAM,ORGANIZATION,''",
        "TEAM,TEAM,''",
        "USER,TEAM,''",
        "USER,ORGANIZATION,user cannot stand below organization",
        "USER,USER,user cannot stand below user",
        "ORGANIZATION,TEAM,organization cannot stand below team"
    })
    void q1_theTypesOfChildAndParent(EntityType child, EntityType parent, String message) {
        List<FieldError> broken = broken(placed(child, 10, null, 1, null), parent(parent, 100, null, 1));
        if (message.isEmpty()) {
            assertThat(broken).isEmpty();
        } else {
            assertThat(broken).containsExactly(new FieldError("parent_id", message + " (Q1)"));
        }
    }

    @Test
    void q1_parentAndChildCountTheSame() {
        Placed hours = new Placed(new EntityName(EntityType.TEAM, "t", "gpu_hours"), amount(10), null, 1, null);
        assertThat(broken(hours, ORGANIZATION))
                .containsExactly(new FieldError("parent_id", "the parent counts concurrent_gpus, not gpu_hours (Q1)"));
    }

    @ParameterizedTest
    @CsvSource({"15,1,true", "16,1,false", "1,15,true", "1,16,false", "8,8,true", "8,9,false"})
    void q1_aTreeIsAtMostSixteenDeep(int depth, int height, boolean allowed) {
        Placed placed = placed(EntityType.TEAM, 10, null, height, null);
        List<FieldError> broken = broken(placed, parent(EntityType.TEAM, 100, null, depth));
        assertThat(broken.isEmpty()).isEqualTo(allowed);
        if (!allowed) {
            assertThat(broken)
                    .containsExactly(new FieldError("parent_id", "the tree would be 17 deep; at most 16 (Q1)"));
        }
    }

    @Test
    void q4_aChildsLimitIsAtMostItsParents() {
        assertThat(broken(placed(EntityType.TEAM, 100, null, 1, null), ORGANIZATION))
                .isEmpty();
        assertThat(broken(placed(EntityType.TEAM, 101, null, 1, null), ORGANIZATION))
                .containsExactly(
                        new FieldError("limit_value", "must be at most the parent's limit (100), was 101 (Q4)"));
    }

    @Test
    void q4_aParentIsNotLoweredBelowItsLargestChild() {
        assertThat(Structure.brokenRules(placed(EntityType.TEAM, 40, null, 2, amount(40)), Optional.empty(), true))
                .isEmpty();
        assertThat(Structure.brokenRules(placed(EntityType.TEAM, 39, null, 2, amount(40)), Optional.empty(), true))
                .containsExactly(new FieldError(
                        "limit_value", "must be at least the largest limit of its children (40), was 39 (Q4)"));
    }

    @Test
    void q4_aTenantMayChooseThatChildrenExceedTheirParent() {
        Placed both = placed(EntityType.TEAM, 101, null, 2, amount(500));
        assertThat(Structure.brokenRules(both, Optional.of(ORGANIZATION), false))
                .isEmpty();
        assertThat(Structure.brokenRules(both, Optional.of(ORGANIZATION), true)).hasSize(2);
    }

    @Test
    void q10_allQuotasOfOneTreeHaveTheSamePeriod() {
        assertThat(broken(
                        placed(EntityType.TEAM, 10, Period.MONTH, 1, null),
                        parent(EntityType.ORGANIZATION, 100, Period.MONTH, 1)))
                .isEmpty();
        assertThat(broken(placed(EntityType.TEAM, 10, Period.MONTH, 1, null), ORGANIZATION))
                .containsExactly(new FieldError(
                        "period", "all quotas of one tree have the same period (none), was month (Q10)"));
        assertThat(broken(placed(EntityType.TEAM, 10, null, 1, null), parent(EntityType.TEAM, 100, Period.DAY, 1)))
                .containsExactly(
                        new FieldError("period", "all quotas of one tree have the same period (day), was none (Q10)"));
    }

    @Test
    void q12_allBrokenRulesAreToldAtOnce() {
        Placed wrong = new Placed(
                new EntityName(EntityType.ORGANIZATION, "o", "gpu_hours"), amount(200), Period.DAY, 16, amount(300));
        assertThat(broken(wrong, parent(EntityType.USER, 100, null, 16)))
                .extracting(FieldError::field)
                .containsExactly("parent_id", "parent_id", "parent_id", "limit_value", "period", "limit_value");
    }

    private static List<FieldError> broken(Placed placed, Parent parent) {
        return Structure.brokenRules(placed, Optional.of(parent), true);
    }

    private static Placed placed(EntityType type, long limit, Period period, int height, Amount largestChild) {
        return new Placed(Grove.named(type, "x"), amount(limit), period, height, largestChild);
    }

    private static Parent parent(EntityType type, long limit, Period period, int depth) {
        return new Parent(Grove.named(type, "p"), amount(limit), period, depth);
    }
}
