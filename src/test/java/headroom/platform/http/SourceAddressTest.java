package headroom.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class SourceAddressTest {
    private static final Set<String> PROXIES = Set.of("10.0.0.1", "10.0.0.2");

    @Test
    void theLastAddressThatIsNoProxyOfOursIsBelieved() {
        assertThat(behind("192.0.2.7")).isEqualTo("192.0.2.7");
        assertThat(behind("198.51.100.9, 192.0.2.7, 10.0.0.2")).isEqualTo("192.0.2.7");
        assertThat(behind("2001:db8::7")).isEqualTo("2001:db8::7");
    }

    @Test
    void whatIsNoAddressLeadsNowhere() {
        assertThat(behind(null)).isEqualTo("10.0.0.1");
        assertThat(behind("")).isEqualTo("10.0.0.1");
        assertThat(behind("192.0.2.7, unknown")).isEqualTo("10.0.0.1");
        assertThat(behind("10.0.0.2")).isEqualTo("10.0.0.1");
        assertThat(behind("192.0.2.7\nforged: 1")).isEqualTo("10.0.0.1");
    }

    private static String behind(String forwardedFor) {
        return SourceAddress.behind("10.0.0.1", forwardedFor, PROXIES);
    }
}
