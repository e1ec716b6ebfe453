package headroom.webhook.control;

import headroom.platform.ServerClock;
import headroom.webhook.entity.DueDelivery;
import headroom.webhook.rule.WebhookUrl;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/**
 * Deliveries over HTTP. The client connects to exactly the addresses that {@link Destinations} has judged for this very
 * attempt, with the host's name in the request and in TLS, whose certificate must be that name's. It follows no redirect, asks no
 * proxy, keeps no cookie and no connection, unpacks nothing, and repeats nothing by itself. Thread-safe.
 */
@ApplicationScoped
public class Exchange {
    private static final Timeout CONNECT = Timeout.ofSeconds(3);
    private static final Timeout HANDSHAKE = Timeout.ofSeconds(3);
    private static final Timeout SILENCE = Timeout.ofSeconds(5);

    /** More than deliveries under way: who wants a connection gets one. */
    private static final int MAX_CONNECTIONS = 128;

    private static final int MAX_HEADERS = 100;
    private static final int MAX_LINE = 8_192;
    private static final ContentType EVENT = ContentType.create("application/cloudevents+json", StandardCharsets.UTF_8);

    @Inject
    private Destinations destinations;

    @Inject
    private WebhookSecrets secrets;

    @Inject
    private ServerClock clock;

    private CloseableHttpClient secure;
    private CloseableHttpClient plain;

    @PostConstruct
    void open() {
        secure = client(true);
        plain = client(false);
    }

    @PreDestroy
    void close() {
        secure.close(CloseMode.IMMEDIATE);
        plain.close(CloseMode.IMMEDIATE);
    }

    /** The delivery as a call, signed now. */
    Posting posting(DueDelivery delivery) {
        WebhookUrl url = delivery.url();
        String timestamp = Long.toString(clock.now().getEpochSecond());
        HttpHost host = new HttpHost(url.secure() ? "https" : "http", url.host(), url.port());
        HttpPost post = new HttpPost(url.toString());
        post.setHeader("Headroom-Event-Id", delivery.messageId().toString());
        post.setHeader("Headroom-Event-Type", delivery.eventType());
        post.setHeader("Headroom-Timestamp", timestamp);
        post.setHeader("Headroom-Signature", secrets.signature(delivery, timestamp));
        post.setEntity(new ByteArrayEntity(delivery.body().getBytes(StandardCharsets.UTF_8), EVENT));
        return new Posting(url.secure() ? secure : plain, host, post, delivery);
    }

    private CloseableHttpClient client(boolean overTls) {
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .useSystemProperties()
                        .setDnsResolver(new Judged(overTls))
                        .setMaxConnTotal(MAX_CONNECTIONS)
                        .setMaxConnPerRoute(MAX_CONNECTIONS)
                        .setDefaultTlsConfig(TlsConfig.custom()
                                .setHandshakeTimeout(HANDSHAKE)
                                .build())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(CONNECT)
                                .setSocketTimeout(SILENCE)
                                .build())
                        .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                                .http1Config(Http1Config.custom()
                                        .setMaxHeaderCount(MAX_HEADERS)
                                        .setMaxLineLength(MAX_LINE)
                                        .build())
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(SILENCE)
                        .setResponseTimeout(SILENCE)
                        .build())
                .setConnectionReuseStrategy((request, response, context) -> false)
                .setUserAgent("Headroom")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    /** Gives the client nothing to connect to but what was judged. */
    private final class Judged implements DnsResolver {
        private final boolean overTls;

        Judged(boolean overTls) {
            this.overTls = overTls;
        }

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            return destinations.of(host, overTls);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
