package headroom.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Listens to server-sent events, as a browser would. */
public final class EventListener implements AutoCloseable {
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final HttpResponse<Stream<String>> response;
    private final CompletableFuture<Void> reading;

    /** One event. */
    public record Event(String id, String type, String data) {}

    private EventListener(HttpResponse<Stream<String>> response) {
        this.response = response;
        this.reading = CompletableFuture.runAsync(() -> {
            try (Stream<String> all = response.body()) {
                all.forEach(lines::add);
            } catch (UncheckedIOException ended) {
                lines.add("broken");
            }
        });
    }

    /** Opens the stream; its answer must be 200. */
    public static EventListener listen(String url, String token, String lastEventId) {
        try {
            HttpResponse<Stream<String>> response = HttpClient.newHttpClient()
                    .send(request(url, token, lastEventId), HttpResponse.BodyHandlers.ofLines());
            if (response.statusCode() != 200) {
                throw new AssertionError(
                        response.statusCode() + " " + response.body().toList());
            }
            return new EventListener(response);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** The answer to one that does not get the stream. */
    public static Reply refused(String url, String token, String lastEventId) {
        try {
            HttpResponse<InputStream> response = HttpClient.newHttpClient()
                    .send(request(url, token, lastEventId), HttpResponse.BodyHandlers.ofInputStream());
            if (response.statusCode() == 200) {
                throw new AssertionError("a stream was opened");
            }
            return new Reply(HttpClient.newHttpClient()
                    .send(request(url, token, lastEventId), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static HttpRequest request(String url, String token, String lastEventId) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + token)
                .header("Accept", "text/event-stream");
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        return request.build();
    }

    public String contentType() {
        return response.headers().firstValue("Content-Type").orElse("");
    }

    /** The next events, which must come in time. */
    public List<Event> next(int number, Duration patience) {
        Instant limit = Instant.now().plus(patience);
        List<Event> events = new ArrayList<>();
        String id = "";
        String type = "";
        while (events.size() < number) {
            String line = line(limit);
            if (line.startsWith("id:")) {
                id = line.substring(3).trim();
            } else if (line.startsWith("event:")) {
                type = line.substring(6).trim();
            } else if (line.startsWith("data:")) {
                events.add(new Event(id, type, line.substring(5).trim()));
            }
        }
        return events;
    }

    /** Waits for a comment. */
    public void awaitComment(String comment, Duration patience) {
        Instant limit = Instant.now().plus(patience);
        while (!line(limit).replace(" ", "").equals(":" + comment)) {
            // The next one may be it.
        }
    }

    private String line(Instant limit) {
        try {
            String line = lines.poll(
                    Math.max(1, Duration.between(Instant.now(), limit).toMillis()), TimeUnit.MILLISECONDS);
            if (line == null) {
                throw new AssertionError("nothing more came");
            }
            return line;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Whether the server ends the stream in time. */
    public boolean ends(Duration patience) {
        try {
            reading.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (java.util.concurrent.TimeoutException goesOn) {
            return false;
        } catch (java.util.concurrent.ExecutionException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Override
    public void close() {
        response.body().close();
    }
}
