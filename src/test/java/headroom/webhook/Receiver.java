package headroom.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;

/** Somebody's receiver of webhooks on loopback, which answers as it is told and keeps what it hears. */
final class Receiver implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    private volatile Answering answering = exchange -> answer(exchange, 204, "");

    /** What came. */
    record Heard(
            String path,
            String body,
            String id,
            String type,
            String timestamp,
            String signature,
            String contentType,
            String host) {
        /** Whether it was signed with this secret, by our own reckoning. */
        boolean isSignedWith(String secret) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
                mac.update(timestamp.getBytes(StandardCharsets.UTF_8));
                mac.update((byte) '.');
                byte[] expected = mac.doFinal(body.getBytes(StandardCharsets.UTF_8));
                return signature.equals("v1=" + HexFormat.of().formatHex(expected));
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    /** How it answers. */
    interface Answering {
        void answer(HttpExchange exchange) throws IOException;
    }

    Receiver() {
        this(null);
    }

    /** One that speaks TLS, where there is something to speak it with. */
    Receiver(SSLContext tls) {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try {
            if (tls == null) {
                server = HttpServer.create(address, 50);
            } else {
                HttpsServer https = HttpsServer.create(address, 50);
                https.setHttpsConfigurator(new HttpsConfigurator(tls));
                server = https;
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var headers = exchange.getRequestHeaders();
        heard.add(new Heard(
                exchange.getRequestURI().toString(),
                body,
                headers.getFirst("Headroom-Event-Id"),
                headers.getFirst("Headroom-Event-Type"),
                headers.getFirst("Headroom-Timestamp"),
                headers.getFirst("Headroom-Signature"),
                headers.getFirst("Content-Type"),
                headers.getFirst("Host")));
        try {
            answering.answer(exchange);
        } finally {
            exchange.close();
        }
    }

    static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    Receiver answering(Answering how) {
        answering = how;
        return this;
    }

    Receiver answering(int status) {
        return answering(exchange -> answer(exchange, status, "status " + status));
    }

    List<Heard> heard() {
        return List.copyOf(heard);
    }

    int port() {
        return server.getAddress().getPort();
    }

    String url() {
        return "http://127.0.0.1:" + port() + "/hook?of=" + port();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
