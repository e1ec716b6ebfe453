package headroom.overload.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Where tenants sit. */
class TenantPlacesTest {
    private final TenantPlaces places = new TenantPlaces();

    /** So many tenants that fall together. */
    private static List<String> together(int count) {
        int place = new TenantPlaces().of("tenant-0");
        return Stream.iterate(0, number -> number + 1)
                .map(number -> "tenant-" + number)
                .filter(tenant -> new TenantPlaces().of(tenant) == place)
                .limit(count)
                .toList();
    }

    @Test
    void whoFallTogetherSitSideBySideAndStay() {
        List<String> tenants = together(TenantPlaces.TRIES);
        List<Integer> sitting = tenants.stream().map(places::of).toList();
        assertThat(sitting).doesNotHaveDuplicates();
        assertThat(tenants.stream().map(places::of)).containsExactlyElementsOf(sitting);
        for (int i = 0; i < tenants.size(); i++) {
            assertThat(places.at(sitting.get(i))).isEqualTo(tenants.get(i));
        }
    }

    @Test
    void whereAllIsTakenTwoAreTakenForOneUntilSomebodyIsIdle() {
        List<String> tenants = together(TenantPlaces.TRIES + 1);
        List<String> before = tenants.subList(0, TenantPlaces.TRIES);
        String late = tenants.get(TenantPlaces.TRIES);
        before.forEach(places::of);
        assertThat(places.of(late)).isEqualTo(places.of(tenants.get(0)));
        for (int turn = 0; turn <= TenantPlaces.IDLE_TURNS; turn++) {
            places.turn();
            before.stream().filter(tenant -> !tenant.equals(tenants.get(3))).forEach(places::of);
        }
        int place = places.of(late);
        assertThat(places.at(place)).isEqualTo(late);
        Set<Integer> others = new HashSet<>();
        before.stream()
                .filter(tenant -> !tenant.equals(tenants.get(3)))
                .forEach(tenant -> others.add(places.of(tenant)));
        assertThat(others).doesNotContain(place).hasSize(TenantPlaces.TRIES - 1);
    }
}
