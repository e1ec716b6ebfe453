package headroom.contract;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.testing.ForgedTokens;
import headroom.testing.OwnIssuer;
import headroom.testing.Product;
import headroom.testing.TokenForge;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The gate as one meets it who has no token, a wrong one, or a strange way of sending it. */
class GateIT {
    private static final String ROUTE = "/api/v1/resource-types";

    private final Product product = Product.running();
    private final TokenForge forge = OwnIssuer.forge(product.database());

    /** A request as it stands, for what no HTTP client would send. */
    private List<String> send(String target, String... headers) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", product.server().port())) {
            StringBuilder request =
                    new StringBuilder("GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n");
            for (String header : headers) {
                request.append(header).append("\r\n");
            }
            socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            return answer.lines().toList();
        }
    }

    private static String status(List<String> answer) {
        return answer.get(0).split(" ")[1];
    }

    private static String challenge(List<String> answer) {
        return answer.stream()
                .filter(line -> line.regionMatches(true, 0, "WWW-Authenticate: ", 0, 18))
                .map(line -> line.substring(18))
                .findFirst()
                .orElse("");
    }

    @Test
    void aGoodTokenPasses() throws IOException {
        assertThat(status(send(ROUTE, "Authorization: Bearer " + forge.good()))).isEqualTo("200");
        assertThat(status(send(ROUTE, "authorization: bEARER   " + forge.good())))
                .isEqualTo("200");
    }

    @Test
    void aTokenMayHaveEightKibibytes() throws IOException {
        String small = forge.withClaim("x", "");
        String large = forge.withClaim("x", "x".repeat((8_190 - small.length()) * 3 / 4));
        assertThat(large.length()).isBetween(8_180, 8_192);
        assertThat(status(send(ROUTE, "Authorization: Bearer " + large))).isEqualTo("200");
    }

    @Test
    void whoSendsNoTokenHearsOfNoError() throws IOException {
        assertThat(challenge(send(ROUTE))).isEqualTo("Bearer realm=\"headroom\"");
        assertThat(status(send(ROUTE))).isEqualTo("401");
        assertThat(challenge(send(ROUTE, "Authorization: Basic eDp5"))).isEqualTo("Bearer realm=\"headroom\"");
    }

    @TestFactory
    Stream<DynamicTest> everyForgedTokenIsRefusedAlike() {
        return ForgedTokens.of(forge).entrySet().stream()
                .filter(entry -> entry.getValue().chars().allMatch(c -> c >= ' ' && c < 127))
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    List<String> answer = send(ROUTE, "Authorization: Bearer " + entry.getValue());
                    assertThat(status(answer)).isEqualTo("401");
                    assertThat(challenge(answer))
                            .matches("Bearer realm=\"headroom\", error=\"invalid_token\", error_description=\"the token"
                                    + " (is not valid|has expired)\"");
                }));
    }

    @Test
    void oneHeaderWithOneToken() throws IOException {
        String bearer = "Authorization: Bearer " + forge.good();
        assertThat(status(send(ROUTE, bearer, bearer))).isEqualTo("401");
        assertThat(status(send(ROUTE, "Authorization: Basic eDp5", bearer))).isEqualTo("401");
        assertThat(status(send(ROUTE, bearer + ", Bearer " + forge.good()))).isEqualTo("401");
        assertThat(status(send(ROUTE + "?access_token=" + forge.good()))).isEqualTo("401");
        assertThat(status(send(ROUTE, "Cookie: access_token=" + forge.good()))).isEqualTo("401");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//api/v1/resource-types",
                "/api/v1;x=/health",
                "/api//v1/resource-types",
                "/health/..;/api/v1/resource-types",
                "/health/../api/v1/resource-types",
                "/health/%2e%2e/api/v1/resource-types",
                "/health%2f..%2fapi/v1/resource-types",
                "/openapi/..;x/api/v1/resource-types",
                "/swagger-ui/..;/api/v1/resource-types",
                "/swagger-ui/%2e%2e/api/v1/resource-types",
                "/swagger-ui/..%5capi/v1/resource-types",
                "/api/v1/resource-types;/health",
                "/api/v1/resource-types/",
                "/api/v1/%72esource-types",
                "/API/v1/resource-types",
                "/nothing",
                "/HEALTH",
                "/oauth2/token/..;/../api/v1/resource-types",
                "http://x/api/v1/resource-types"
            })
    void noSpellingOfAPathSlipsBy(String target) throws IOException {
        assertThat(status(send(target))).isIn("400", "401", "404", "301");
        assertThat(String.join("\n", send(target))).doesNotContain("gpu_hours");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/health",
                "/health/ready",
                "/metrics",
                "/openapi",
                "/swagger-ui/",
                "/oauth2/jwks",
                "/.well-known/oauth-authorization-server"
            })
    void whatIsOpenIsOpen(String target) throws IOException {
        assertThat(status(send(target))).isEqualTo("200");
    }
}
