package headroom.launcher.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The server's commands as they stand in {@code server-config/payara-micro}: one a line, words parted by blanks, none
 * quoted, lines that begin with {@code #} are comments.
 *
 * @param commands in order, each with its arguments
 */
record CommandFile(List<List<String>> commands) {

    static CommandFile read(String name) throws IOException {
        InputStream file = CommandFile.class.getResourceAsStream("/" + name);
        if (file == null) {
            throw new IOException("The launcher lacks " + name);
        }
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            return new CommandFile(lines.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(line -> List.of(line.split("\\s+")))
                    .toList());
        }
    }
}
