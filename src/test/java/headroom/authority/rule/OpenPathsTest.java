package headroom.authority.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenPathsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/health",
                "/health/ready",
                "/metrics",
                "/openapi",
                "/swagger-ui/index.html",
                "/webjars/swagger-ui/5.34.1/swagger-ui.css",
                "/oauth2/token",
                "/.well-known/oauth-authorization-server"
            })
    void open(String path) {
        assertThat(OpenPaths.contains(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/api/v1/quotas",
                "/api/v1/health",
                "/health/",
                "/healthy",
                "/health/ready/x",
                "/Health",
                "/health;x",
                "//health",
                "/oauth2/token/",
                "/oauth2",
                "/swagger-ui/../api/v1/quotas",
                "/swagger-ui//x",
                "/swagger-ui/..;/api/v1/quotas",
                "/swagger-ui/%2e%2e/api/v1/quotas",
                "/swagger-ui/\\x",
                "/webjars/other/x.js",
                "/WEB-INF/web.xml"
            })
    void closed(String path) {
        assertThat(OpenPaths.contains(path)).isFalse();
    }
}
