package headroom.overload.rule;

import static headroom.overload.rule.RequestClass.CRITICAL;
import static headroom.overload.rule.RequestClass.CRITICAL_PLUS;
import static headroom.overload.rule.RequestClass.SHEDDABLE;
import static headroom.overload.rule.RequestClass.SHEDDABLE_PLUS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Requests find the class of their route. That every route has one is shown over HTTP. */
class RouteClassesTest {
    private static final String ID = "5f0c7a2e-0000-4000-8000-000000000000";

    @Test
    void whatGivesBackIsNeverRefusedAndListsAreFirst() {
        assertThat(RouteClasses.of("DELETE", "/api/v1/allocations/" + ID)).isEqualTo(CRITICAL_PLUS);
        assertThat(RouteClasses.of("GET", "/health/ready")).isEqualTo(CRITICAL_PLUS);
        assertThat(RouteClasses.of("POST", "/api/v1/allocations")).isEqualTo(CRITICAL);
        assertThat(RouteClasses.of("POST", "/api/v1/allocations/" + ID + "/commit"))
                .isEqualTo(CRITICAL);
        assertThat(RouteClasses.of("POST", "/api/v1/allocations/check")).isEqualTo(SHEDDABLE_PLUS);
        assertThat(RouteClasses.of("GET", "/api/v1/allocations/" + ID)).isEqualTo(SHEDDABLE_PLUS);
        assertThat(RouteClasses.of("GET", "/api/v1/quotas")).isEqualTo(SHEDDABLE);
        assertThat(RouteClasses.of("GET", "/api/v1/quotas/" + ID + "/history")).isEqualTo(SHEDDABLE);
    }

    @Test
    void namedPlacesGoBeforeThoseOfAnyName() {
        assertThat(RouteClasses.of("GET", "/api/v1/breakers/defaults")).isEqualTo(SHEDDABLE_PLUS);
        assertThat(RouteClasses.of("GET", "/api/v1/alerts/stream")).isEqualTo(SHEDDABLE);
        assertThat(RouteClasses.of("GET", "/api/v1/alerts/" + ID)).isEqualTo(SHEDDABLE_PLUS);
    }

    @Test
    void whatIsNoRouteIsWorthNoMoreThanAList() {
        for (String path :
                new String[] {"", "/", "//", "/api", "/api/v1/", "/api/v1/allocations/", "/api/v1//x", "/x/y"}) {
            assertThat(RouteClasses.of("DELETE", path)).as(path).isEqualTo(SHEDDABLE);
        }
        assertThat(RouteClasses.of("HEAD", "/health")).isEqualTo(CRITICAL_PLUS);
        assertThat(RouteClasses.of("PATCH", "/api/v1/allocations")).isEqualTo(SHEDDABLE);
    }
}
