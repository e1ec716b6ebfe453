package headroom.quota.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceTypeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "gpu_hours",
                "cpu_hours",
                "tpu_hours",
                "memory_gb_hours",
                "storage_gb_hours",
                "network_gbps_hours",
                "custom_api_credits"
            })
    void q11_hoursAndCreditsAreConsumable(String name) {
        assertThat(ResourceType.isBuiltIn(name)).isTrue();
        assertThat(ResourceType.builtIn(name)).hasValueSatisfying(type -> {
            assertThat(type.name()).isEqualTo(name);
            assertThat(type.unit()).isNotBlank();
            assertThat(type.isConsumable()).isTrue();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "concurrent_gpus",
                "concurrent_cpus",
                "memory_gb",
                "storage_gb",
                "network_gbps",
                "custom_licenses"
            })
    void q11_theRestIsConcurrent(String name) {
        assertThat(ResourceType.builtIn(name))
                .hasValueSatisfying(type -> assertThat(type.isConsumable()).isFalse());
    }

    @Test
    void q11_thirteenAreBuiltInAndNothingElse() {
        assertThat(ResourceType.builtIn()).hasSize(13).doesNotHaveDuplicates();
        assertThat(ResourceType.isBuiltIn("quantum_hours")).isFalse();
        assertThat(ResourceType.builtIn("quantum_hours")).isEmpty();
    }
}
