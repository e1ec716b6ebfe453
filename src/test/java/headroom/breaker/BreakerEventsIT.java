package headroom.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.kernel.Scope;
import headroom.testing.Api;
import headroom.testing.EventListener;
import headroom.testing.EventListener.Event;
import headroom.testing.Product;
import headroom.testing.TestIssuer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Breakers' moves as they are streamed: each once, in order, resumable at any server, and not for longer than a token allows. */
class BreakerEventsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Api api = Product.running().api();
    private final String here = Product.running().server().url() + "/api/v1/breakers/events";
    private final String token = TestIssuer.running().token(api.tenant());

    @Test
    void everyMoveIsToldOnceAndInOrder() {
        Service scanner = Service.configured(api, "scanner", "");
        try (EventListener listener = EventListener.listen(here, token, null)) {
            assertThat(listener.contentType()).startsWith("text/event-stream");
            listener.awaitComment("listening", PATIENCE);
            scanner.force("forced_open", Instant.now().plusSeconds(600)).is(200);
            api.delete("breakers/scanner/force").is(200);
            api.post("breakers/scanner/reset", null).is(200);
            List<Event> told = listener.next(3, PATIENCE);
            assertThat(told).extracting(Event::type).containsOnly("breaker.moved");
            assertThat(told.get(0).data()).contains("\"cause\":\"forced\"", "\"reason\":\"a test needs it\"");
            assertThat(told.get(1).data()).contains("\"cause\":\"force_ended\"");
            assertThat(told.get(2).data()).contains("\"cause\":\"reset\"", "\"service\":\"scanner\"");
        }
    }

    @Test
    void whatWasMissedIsToldByAnotherServer() {
        Service scanner = Service.configured(api, "scanner", "");
        String id;
        try (EventListener listener = EventListener.listen(here, token, null)) {
            listener.awaitComment("listening", PATIENCE);
            scanner.force("metrics_only", null).is(200);
            id = listener.next(1, PATIENCE).get(0).id();
        }
        api.delete("breakers/scanner/force").is(200);
        scanner.force("disabled", null).is(200);
        String there = Product.running().second().url() + "/api/v1/breakers/events";
        try (EventListener listener = EventListener.listen(there, token, id)) {
            List<Event> missed = listener.next(2, PATIENCE);
            assertThat(missed.get(0).data()).contains("force_ended");
            assertThat(missed.get(1).data()).contains("disabled");
            api.delete("breakers/scanner/force").is(200);
            assertThat(listener.next(1, PATIENCE).get(0).data()).contains("force_ended");
        }
    }

    @Test
    void nobodyHearsOfAnothersBreakers() {
        Api other = Product.running().api();
        Service theirs = Service.configured(other, "scanner", "");
        Service ours = Service.configured(api, "attestor", "");
        try (EventListener listener = EventListener.listen(here, token, null)) {
            listener.awaitComment("listening", PATIENCE);
            theirs.force("disabled", null).is(200);
            ours.force("disabled", null).is(200);
            assertThat(listener.next(1, PATIENCE).get(0).data()).contains("attestor");
        }
    }

    @Test
    void aTokenThatEndsEndsTheStream() {
        Map<String, Object> claims = TestIssuer.running().claims(api.tenant(), Scope.READ);
        // A minute of grace is for clocks that differ.
        claims.put("exp", Instant.now().getEpochSecond() - 56);
        try (EventListener listener =
                EventListener.listen(here, TestIssuer.running().signed(claims), null)) {
            assertThat(listener.ends(Duration.ofSeconds(30))).isTrue();
        }
    }

    @Test
    void aTenantHasNoMoreListenersThanItMay() {
        List<EventListener> listeners = new ArrayList<>();
        try {
            for (int i = 0; i < 16; i++) {
                listeners.add(EventListener.listen(here, token, null));
            }
            EventListener.refused(here, token, null).isProblem(429, "throttled");
        } finally {
            listeners.forEach(EventListener::close);
        }
    }

    @Test
    void whatIsNoIdOfAnEventIsRefused() {
        EventListener.refused(here, token, "yesterday").blames("Last-Event-ID");
    }

    @Test
    void itAsksForAScopeAsEveryRouteDoes() {
        String blind = TestIssuer.running().token(api.tenant(), Scope.OPERATE);
        EventListener.refused(here, blind, null).isProblem(403, "forbidden");
    }

    @Test
    void whoDoesNotReadIsDroppedAndHoldsUpNobody() throws IOException {
        Service.configured(api, "scanner", "");
        int many = 12_000;
        try (Socket idle = new Socket();
                EventListener reader = EventListener.listen(here, token, null)) {
            reader.awaitComment("listening", PATIENCE);
            idle.setReceiveBufferSize(4_096);
            idle.setSoTimeout(60_000);
            idle.connect(new InetSocketAddress(
                    "127.0.0.1", Product.running().server().port()));
            idle.getOutputStream()
                    .write(
                            ("GET /api/v1/breakers/events HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
                                            + token + "\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
            assertThat((char) idle.getInputStream().read()).isEqualTo('H');
            Product.running().database().execute("""
                    insert into breaker_transitions (tenant_id, service, generation, from_mode, from_state, to_mode,
                        to_state, cause, reason, actor, at)
                    select '%s', 'scanner', n, 'auto', 'closed', 'disabled', 'closed', 'forced', repeat('x', 2000), 'test', now()
                    from generate_series(1, %d) n
                    """.formatted(api.tenant(), many));
            assertThat(reader.next(many, Duration.ofSeconds(60))).doesNotHaveDuplicates();
            String all = toTheEnd(idle);
            assertThat(all.lines().filter(line -> line.startsWith("id:")).count())
                    .isLessThan(many);
        }
    }

    private static String toTheEnd(Socket socket) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(read);
        } catch (SocketException reset) {
            // Dropped is dropped.
        }
        return read.toString(StandardCharsets.UTF_8);
    }
}
