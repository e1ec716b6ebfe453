package headroom.launcher.server;

import headroom.launcher.DataDirectory;
import headroom.launcher.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/** The key that the service encrypts its private keys under: 256 random bits in {@code master.key}, made once. */
final class MasterKeyFile {
    private static final int BYTES = 32;

    private MasterKeyFile() {}

    static String keptIn(DataDirectory data) throws IOException {
        Path file = data.resolve("master.key");
        if (Files.notExists(file)) {
            byte[] bits = new byte[BYTES];
            new SecureRandom().nextBytes(bits);
            PrivateFile.replace(file, Base64.getEncoder().encodeToString(bits) + "\n");
        }
        return Files.readString(file).strip();
    }
}
