package headroom.contract;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.testing.Api;
import headroom.testing.Product;
import headroom.testing.Reply;
import org.junit.jupiter.api.Test;

/** The quota calls of docs/api.md, each status of each. */
class QuotasContractIT {
    private final Api api = Product.running().api();

    @Test
    void aQuotaIsMadeAndShownWithItsVersion() {
        Reply made = api.createQuota(
                        "organization",
                        "acme",
                        "concurrent_gpus",
                        "100",
                        ",\"soft_limit\":80,\"burst_limit\":200,\"burst_seconds\":60,\"overcommit_ratio\":1.5")
                .is(201)
                .hasText("/entity_type", "organization")
                .hasNumber("/limit_value", "100")
                .hasNumber("/overcommit_ratio", "1.5")
                .hasNumber("/burst_seconds", "60");
        assertThat(made.header("Location").orElseThrow()).endsWith("/api/v1/quotas/" + made.id());
        Reply shown = api.get("quotas/" + made.id()).is(200);
        assertThat(shown.header("ETag")).isEqualTo(made.header("ETag"));
        assertThat(shown.body()).isEqualTo(made.body());
    }
}
