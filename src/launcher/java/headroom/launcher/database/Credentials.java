package headroom.launcher.database;

import headroom.launcher.DataDirectory;
import headroom.launcher.DatabaseAccess;
import headroom.launcher.PrivateFile;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;

/**
 * The passwords of the embedded database's three roles: 128 random bits each, in {@value #FILE} below the data
 * directory, readable by its owner alone.
 *
 * @param superuser of {@code postgres}
 * @param owner of {@value #OWNER}
 * @param app of {@value #APP}
 */
record Credentials(String superuser, String owner, String app) {
    /** Owns the database and its schema, and migrates it. */
    static final String OWNER = "headroom_owner";

    /** May only log in, until the migrations grant it more. */
    static final String APP = "headroom_app";

    private static final String FILE = "database.properties";

    static Credentials keptIn(DataDirectory data, boolean required) throws IOException {
        Path file = data.resolve(FILE);
        if (Files.exists(file)) {
            return read(file);
        }
        if (required) {
            throw new IOException(
                    file + " with the passwords is gone. Bring it back, or remove the database beside it");
        }
        SecureRandom random = new SecureRandom();
        Credentials created = new Credentials(password(random), password(random), password(random));
        created.write(file);
        return created;
    }

    DatabaseAccess access(int port) {
        return new DatabaseAccess("jdbc:postgresql://127.0.0.1:" + port + "/headroom", APP, app, OWNER, owner);
    }

    /** The record's own would tell the passwords. */
    @Override
    public String toString() {
        return "Credentials[]";
    }

    private static Credentials read(Path file) throws IOException {
        Properties kept = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            kept.load(reader);
        }
        return new Credentials(
                password(kept, file, "postgres"), password(kept, file, OWNER), password(kept, file, APP));
    }

    private void write(Path file) throws IOException {
        Properties kept = new Properties();
        kept.setProperty("postgres", superuser);
        kept.setProperty(OWNER, owner);
        kept.setProperty(APP, app);
        StringWriter text = new StringWriter();
        kept.store(text, "Passwords of the embedded database");
        PrivateFile.replace(file, text.toString());
    }

    private static String password(SecureRandom random) {
        byte[] bits = new byte[16];
        random.nextBytes(bits);
        return HexFormat.of().formatHex(bits);
    }

    private static String password(Properties kept, Path file, String role) throws IOException {
        String password = kept.getProperty(role);
        if (password == null) {
            throw new IOException(file + " lacks the password of " + role);
        }
        return password;
    }
}
