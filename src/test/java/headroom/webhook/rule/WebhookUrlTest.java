package headroom.webhook.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** URLs that a webhook may have, and the many that only look like one. */
class WebhookUrlTest {
    @ParameterizedTest
    @CsvSource({
        "https://hooks.example.com, https://hooks.example.com/",
        "https://hooks.example.com/, https://hooks.example.com/",
        "HTTPS://Hooks.Example.COM/Path, https://hooks.example.com/Path",
        "https://hooks.example.com:443/a, https://hooks.example.com/a",
        "https://hooks.example.com:8443/a?b=c&d=%20, https://hooks.example.com:8443/a?b=c&d=%20",
        "https://hooks.example.com?token=x, https://hooks.example.com/?token=x",
        "http://localhost:80/x, http://localhost/x",
        "http://127.0.0.1:8080/x, http://127.0.0.1:8080/x",
        "https://[::1]/, https://[0:0:0:0:0:0:0:1]/",
        "'https://[::FFFF:127.0.0.1]:8443/', 'https://[0:0:0:0:0:ffff:7f00:1]:8443/'",
        "https://xn--bcher-kva.example/, https://xn--bcher-kva.example/",
        "https://a-1.b2.example/~x/(y);z=1, https://a-1.b2.example/~x/(y);z=1"
    })
    void theseAreRead(String text, String canonical) {
        WebhookUrl url = WebhookUrl.parse(text);
        assertThat(url).hasToString(canonical);
        assertThat(WebhookUrl.parse(url.toString())).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hooks.example.com",
                "//hooks.example.com/",
                "ftp://hooks.example.com/",
                "file:///etc/passwd",
                "javascript:alert(1)",
                "gopher://hooks.example.com/",
                "https:/hooks.example.com",
                "https://",
                "https:///x",
                "https://user@hooks.example.com/",
                "https://user:password@hooks.example.com/",
                "https://@hooks.example.com/",
                "https://hooks.example.com@127.0.0.1/",
                "https://hooks.example.com\\@127.0.0.1/",
                "https://hooks.example.com#@127.0.0.1/",
                "https://hooks.example.com/#fragment",
                "https://hooks.example.com./",
                "https://localhost./",
                "https://.example.com/",
                "https://a..b/",
                "https://-a.example/",
                "https://a-.example/",
                "https://a_b.example/",
                "https://*.example/",
                "https://127.1/",
                "https://127.0.1/",
                "https://2130706433/",
                "https://0x7f000001/",
                "https://0x7f.1/",
                "https://0x7F.0x0.0x0.0x1/",
                "https://0177.0.0.1/",
                "https://127.0.0.01/",
                "https://127.0.0.0x1/",
                "https://127.0.0.256/",
                "https://127.0.0.1./",
                "https://example.0x1/",
                "https://example.1/",
                "https://1/",
                "https://①②⑦.0.0.1/",
                "https://127。0。0。1/",
                "https://bücher.example/",
                "https://ⓛocalhost/",
                "https://%31%32%37.0.0.1/",
                "https://localhost%00.example.com/",
                "https://hooks.example.com%2f@x/",
                "https://hooks.example.com:0/",
                "https://hooks.example.com:65536/",
                "https://hooks.example.com:/",
                "https://hooks.example.com:-1/",
                "https://hooks.example.com:080/",
                "https://hooks.example.com:80:80/",
                "https://hooks.example.com:８０/",
                "https://[::1/",
                "https://::1/",
                "https://[::1]x/",
                "https://[127.0.0.1]/",
                "https://[fe80::1%25eth0]/",
                "https://[fe80::1%eth0]/",
                "https://[::1]]/",
                "https://[:::]/",
                "https://[1:2:3:4:5:6:7:8:9]/",
                "https://[1::2::3]/",
                "https://[::ffff:127.0.0.256]/",
                "https://[::ffff:0x7f.1]/",
                "https://[1:2:3:4:5:6:7::8]/",
                "https://[v1.x]/",
                "https://hooks.example.com/a b",
                " https://hooks.example.com/",
                "https://hooks.example.com/\r\nHost: x",
                "https://hooks.example.com/\t",
                "https://hooks.example.com/%",
                "https://hooks.example.com/%zz",
                "https://hooks.example.com/[x]",
                "https://hooks.example.com/é",
                "https://hooks.example.com\u0000/",
                "https://hooks.example.com/\"x\""
            })
    void theseAreNot(String text) {
        assertThatThrownBy(() -> WebhookUrl.parse(text)).as(text).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void lengthsAreBounded() {
        String label = "a".repeat(63);
        assertThat(WebhookUrl.parse("https://" + label + ".example/").host()).hasSize(71);
        for (String text : new String[] {
            "https://" + label + "a.example/",
            "https://" + (label + ".").repeat(4) + "example/",
            "https://hooks.example.com/" + "x".repeat(2_048)
        }) {
            assertThatThrownBy(() -> WebhookUrl.parse(text)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** Whatever we read, the standard's own reader understands the same host and port. */
    @Property(tries = 20_000)
    void javaReadsTheSameHost(
            @ForAll
                    @CharRange(from = 'a', to = 'c')
                    @CharRange(from = '0', to = '2')
                    @Chars({'.', '-', ':', '@', '/', '[', ']', 'x', '%', '?', '\\', '#'})
                    String rest) {
        WebhookUrl url;
        try {
            url = WebhookUrl.parse("https://" + rest);
        } catch (IllegalArgumentException refused) {
            return;
        }
        URI java = URI.create("https://" + rest);
        assertThat(java.getUserInfo()).isNull();
        assertThat(WebhookUrl.parse("https://" + java.getHost()).host()).isEqualTo(url.host());
        assertThat(java.getPort() == -1 ? 443 : java.getPort()).isEqualTo(url.port());
        assertThat(URI.create(url.toString()).getHost())
                .isEqualTo(
                        url.address().filter(ip -> ip.bits() == 128).isPresent() ? "[" + url.host() + "]" : url.host());
    }

    /** Kept URLs are read with every event and every delivery: one that could not be would hold up all others. */
    @ParameterizedTest
    @ValueSource(strings = {"https://a.example?", "https://[2606::1]/", "HTTPS://A.Example:443/"})
    void whatIsReadIsReadAgainHoweverLong(String beginning) {
        for (int length = WebhookUrl.MAX_CHARS - 40; length <= WebhookUrl.MAX_CHARS; length++) {
            String text = beginning + "x".repeat(length - beginning.length());
            String kept;
            try {
                kept = WebhookUrl.parse(text).toString();
            } catch (IllegalArgumentException tooLong) {
                assertThat(length).isGreaterThan(WebhookUrl.MAX_CHARS - 20);
                continue;
            }
            assertThat(WebhookUrl.parse(kept)).hasToString(kept);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "%20", "x%20"})
    void theLongestIsReadOnASmallStack(String repeated) throws InterruptedException {
        String beginning = "https://hooks.example.com/";
        String text = beginning + repeated.repeat((WebhookUrl.MAX_CHARS - beginning.length()) / repeated.length());
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread small = new Thread(null, () -> WebhookUrl.parse(text), "small stack", 200_000);
        small.setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown));
        small.start();
        small.join();
        assertThat(failure).hasNullValue();
    }
}
