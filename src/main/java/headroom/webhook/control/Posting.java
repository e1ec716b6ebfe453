package headroom.webhook.control;

import headroom.kernel.TenantId;
import headroom.platform.downstream.Call;
import headroom.platform.downstream.Pushback;
import headroom.webhook.entity.Attempt;
import headroom.webhook.entity.DueDelivery;
import headroom.webhook.rule.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.io.Closer;
import org.jspecify.annotations.Nullable;

/**
 * One POST, and no more of its answer than is worth keeping: of a body nothing where it was accepted, else its beginning. What
 * comes behind is not read, and the connection is closed.
 */
final class Posting implements Call<Answered> {
    private final HttpClient client;
    private final HttpHost host;
    private final HttpPost post;

    private final DueDelivery delivery;

    Posting(HttpClient client, HttpHost host, HttpPost post, DueDelivery delivery) {
        this.delivery = delivery;
        this.client = client;
        this.host = host;
        this.post = post;
    }

    @Override
    public Answered make() throws IOException {
        ClassicHttpResponse response = client.executeOpen(host, post, null);
        try {
            int status = response.getCode();
            return new Answered(
                    status,
                    Verdict.of(status) == Verdict.DELIVERED ? null : beginning(response.getEntity()),
                    Optional.ofNullable(response.getFirstHeader(HttpHeaders.RETRY_AFTER))
                            .map(Header::getValue));
        } finally {
            // Closing would else read to the end of whatever still comes.
            post.abort();
            Closer.closeQuietly(response);
        }
    }

    private static @Nullable String beginning(@Nullable HttpEntity entity) {
        if (entity == null) {
            return null;
        }
        try {
            InputStream in = entity.getContent();
            return new String(in.readNBytes(Attempt.MAX_ANSWER), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            return null;
        }
    }

    @Override
    public boolean isGood(Answered answered) {
        return Verdict.isWell(answered.status());
    }

    @Override
    public Optional<Pushback> pushback(Answered answered) {
        return Pushback.of(answered.status(), answered.retryAfter());
    }

    @Override
    public Optional<TenantId> tenant() {
        return Optional.of(delivery.tenant());
    }

    @Override
    public boolean isFirstAttempt() {
        return delivery.attempts() == 0;
    }

    @Override
    public void abandon() {
        post.abort();
    }
}
