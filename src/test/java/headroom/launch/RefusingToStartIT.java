package headroom.launch;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.testing.Product;
import headroom.testing.TestServer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server that is not set up rightly says which setting it is and does not start. */
class RefusingToStartIT {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "HEADROOM_MASTER_KEY, ''",
        "HEADROOM_MASTER_KEY, c2hvcnQ=",
        "HEADROOM_MAXIMUMS, gpu_hours=many",
        "HEADROOM_BACKFILLS_PER_TENANT, 65",
        "HEADROOM_WEBHOOK_ALLOWED_NETWORKS, 10.0.0.1/8"
    })
    void aWrongSettingIsNamed(String setting, String value) {
        try (TestServer server = TestServer.launch(directory, Product.running().database(), Map.of(setting, value))) {
            assertThat(server.awaitRefusal())
                    .startsWith("1: ")
                    .contains(setting)
                    .doesNotContain("\tat ");
        }
    }
}
