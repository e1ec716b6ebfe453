package headroom.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import headroom.testing.Api;
import headroom.testing.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Verifies a tenant's trail in both ways: by the service, and by the program that has only an export and the keys. */
final class Auditor {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Api api;

    Auditor(Api api) {
        this.api = api;
    }

    /** What the offline program said. */
    record Offline(int exitCode, String output) {
        JsonNode verdict() {
            try {
                return JSON.readTree(output);
            } catch (IOException notJson) {
                throw new AssertionError(output, notJson);
            }
        }
    }

    /** The verdict of the service. */
    JsonNode online(List<String> kept) {
        String anchors = kept.isEmpty() ? "" : '"' + String.join("\",\"", kept) + '"';
        return api.post("audit/verify", "{\"anchors\":[" + anchors + "]}")
                .is(200)
                .body();
    }

    /** The verdict of the program on an export that is made now. */
    Offline offline(List<String> kept) {
        return offline(export(""), kept);
    }

    Offline offline(String export, List<String> kept) {
        try {
            Path directory = Files.createTempDirectory("headroom-audit");
            Path trail = Files.writeString(directory.resolve("export.jsonl"), export);
            Path keys = Files.writeString(directory.resolve("keys.json"), keys());
            List<String> command = new ArrayList<>(List.of(
                    ProcessHandle.current().info().command().orElse("java"),
                    "-jar",
                    System.getProperty("headroom.verifier", "target/launcher/headroom-audit-verifier.jar"),
                    trail.toString(),
                    keys.toString()));
            if (!kept.isEmpty()) {
                command.add(Files.write(directory.resolve("anchors.txt"), kept).toString());
            }
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Offline(process.waitFor(), output.strip());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** The trail as JSON lines; {@code more} is further parameters, each beginning with an ampersand. */
    String export(String more) {
        return api.get("audit/export?format=jsonl" + more).is(200).http().body();
    }

    String keys() {
        return api.get("audit/keys").is(200).http().body();
    }

    /** Both must find this, and that signed anchors vouch for no more than what is before it. */
    void find(String kind, long firstBad, List<String> kept) {
        JsonNode online = findsOnline(kind, firstBad, kept);
        Offline offline = offline(kept);
        assertThat(offline.verdict()).as("offline").isEqualTo(online);
        assertThat(offline.exitCode()).isEqualTo(1);
    }

    JsonNode findsOnline(String kind, long firstBad, List<String> kept) {
        JsonNode online = online(kept);
        assertThat(online.path("kind").asText()).as("%s", online).isEqualTo(kind);
        assertThat(online.path("first_bad").asLong()).as("%s", online).isEqualTo(firstBad);
        return online;
    }

    /** Both must find that so many entries are as they were written. */
    void findNothing(long entries, List<String> kept) {
        JsonNode online = online(kept);
        assertThat(online.path("kind").isNull()).as("%s", online).isTrue();
        assertThat(online.path("first_bad").isNull()).as("%s", online).isTrue();
        assertThat(online.path("entries").asLong()).isEqualTo(entries);
        Offline offline = offline(kept);
        assertThat(offline.verdict()).as("offline").isEqualTo(online);
        assertThat(offline.exitCode()).isZero();
    }

    long anchoredUpTo() {
        return online(List.of()).path("anchored_up_to").asLong();
    }

    /** The entries, the newest first. */
    List<JsonNode> entries(String filters) {
        return api.all("audit?limit=500" + filters);
    }

    Reply verify(String body) {
        return api.post("audit/verify", body);
    }
}
