package headroom.authority.control;

import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.Resource;
import headroom.platform.downstream.Pushback;
import headroom.platform.downstream.PushedBackException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URL;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Fetches what an issuer publishes; of one call. Tells apart that it asks for fewer calls. Not thread-safe. */
final class IssuerRetriever extends DefaultResourceRetriever {
    private @Nullable HttpURLConnection asked;

    IssuerRetriever(int connectTimeoutMs, int readTimeoutMs, int maxBytes) {
        super(connectTimeoutMs, readTimeoutMs, maxBytes);
    }

    @Override
    protected HttpURLConnection openHTTPConnection(URL url) throws IOException {
        HttpURLConnection connection = super.openHTTPConnection(url);
        asked = connection;
        return connection;
    }

    @Override
    public Resource retrieveResource(URL url) throws IOException {
        try {
            return super.retrieveResource(url);
        } catch (IOException failed) {
            throw told().<IOException>map(pushback -> new PushedBackException(pushback, failed))
                    .orElse(failed);
        }
    }

    private Optional<Pushback> told() throws IOException {
        HttpURLConnection connection = asked;
        // -1 where it answered nothing; then it is not asked again.
        if (connection == null || connection.getHeaderField(0) == null) {
            return Optional.empty();
        }
        return Pushback.of(connection.getResponseCode(), Optional.ofNullable(connection.getHeaderField("Retry-After")));
    }
}
