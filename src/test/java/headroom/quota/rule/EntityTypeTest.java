package headroom.quota.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntityTypeTest {
    @ParameterizedTest
    @CsvSource({
        "ORGANIZATION,ORGANIZATION,false", "ORGANIZATION,TEAM,false", "ORGANIZATION,USER,false",
        "TEAM,ORGANIZATION,true", "TEAM,TEAM,true", "TEAM,USER,false",
        "USER,ORGANIZATION,false", "USER,TEAM,true", "USER,USER,false"
    })
    void q1_whatMayStandBelowWhat(EntityType child, EntityType parent, boolean allowed) {
        assertThat(child.mayStandBelow(parent)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({"ORGANIZATION,organization", "TEAM,team", "USER,user"})
    void isInLowerCaseOnTheWire(EntityType type, String wireName) {
        assertThat(type.wireName()).isEqualTo(wireName);
    }

    @Test
    void aNameTellsWhoseQuotaItIs() {
        assertThat(new EntityName(EntityType.TEAM, "research", "gpu_hours")).hasToString("team research (gpu_hours)");
    }

    @ParameterizedTest
    @CsvSource({"ALLOCATE,allocate", "COMMIT,commit", "RENEW,renew", "RELEASE,release", "EXPIRE,expire"})
    void a7_theHistoryNamesTheOperation(Operation operation, String wireName) {
        assertThat(operation.wireName()).isEqualTo(wireName);
    }

    @ParameterizedTest
    @CsvSource({"RESERVED,reserved,true", "ACTIVE,active,true", "RELEASED,released,false", "EXPIRED,expired,false"})
    void a2_onlyReservedAndActiveHoldTheirAmount(AllocationState state, String wireName, boolean live) {
        assertThat(state.wireName()).isEqualTo(wireName);
        assertThat(state.isLive()).isEqualTo(live);
    }
}
