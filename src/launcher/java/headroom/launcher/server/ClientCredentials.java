package headroom.launcher.server;

import headroom.launcher.DataDirectory;
import headroom.launcher.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The clients of the first start with their secrets, in {@code credentials.json}, readable by its owner alone. Written anew,
 * in one step, with each client that is made: a start that was cut short is taken up from there.
 */
final class ClientCredentials {
    private static final Pattern CLIENT = Pattern.compile(
            "\"([a-z]+)\": \\{\"client_id\": \"([A-Za-z0-9._-]+)\", \"client_secret\": \"([A-Za-z0-9_-]+)\"}");

    private final Path file;
    private final String tokenUrl;
    private final Map<String, Client> clients = new LinkedHashMap<>();

    private ClientCredentials(Path file, String tokenUrl) {
        this.file = file;
        this.tokenUrl = tokenUrl;
    }

    /** A client and what proves it. */
    record Client(String id, String secret) {
        /** Without the secret. */
        @Override
        public String toString() {
            return "Client[" + id + "]";
        }
    }

    static ClientCredentials keptIn(DataDirectory data, String tokenUrl) throws IOException {
        ClientCredentials credentials = new ClientCredentials(data.resolve("credentials.json"), tokenUrl);
        if (Files.exists(credentials.file)) {
            Matcher client = CLIENT.matcher(Files.readString(credentials.file));
            while (client.find()) {
                credentials.clients.put(client.group(1), new Client(client.group(2), client.group(3)));
            }
        }
        return credentials;
    }

    Path file() {
        return file;
    }

    Optional<Client> find(String name) {
        return Optional.ofNullable(clients.get(name));
    }

    void keep(String name, Client client) throws IOException {
        clients.put(name, client);
        write();
    }

    /** Also when no client is new: the service may have moved to another port. */
    void write() throws IOException {
        String lines = clients.entrySet().stream()
                .map(entry -> "    \"%s\": {\"client_id\": \"%s\", \"client_secret\": \"%s\"}"
                        .formatted(
                                entry.getKey(),
                                entry.getValue().id(),
                                entry.getValue().secret()))
                .collect(Collectors.joining(",\n"));
        PrivateFile.replace(
                file, "{\n  \"token_url\": \"%s\",\n  \"clients\": {\n%s\n  }\n}\n".formatted(tokenUrl, lines));
    }
}
