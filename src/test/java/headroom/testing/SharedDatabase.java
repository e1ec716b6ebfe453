package headroom.testing;

import java.nio.file.Path;
import java.util.Locale;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * The one database of an integration test run, started before the first test: Arquillian reads where it is from system
 * properties when it reads its own configuration. Unit test runs, which name no launcher, have none.
 */
public final class SharedDatabase implements LauncherSessionListener {
    private static TestDatabase database;

    public static synchronized TestDatabase running() {
        if (database == null) {
            database = TestDatabase.start(directory().resolve("database"));
            System.setProperty("headroom.test.db.url", database.url());
            TestIssuer.running()
                    .environment()
                    .forEach((name, value) -> System.setProperty(
                            "headroom.test." + name.toLowerCase(Locale.ROOT).replace('_', '.'), value));
        }
        return database;
    }

    /** A directory for this run alone. */
    static Path directory() {
        return Path.of(System.getProperty("headroom.test.directory", "target/it"))
                .resolve("run-" + ProcessHandle.current().pid());
    }

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        if (System.getProperty("headroom.launcher") != null) {
            running();
        }
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        Product.stopIfRunning();
        if (database != null) {
            database.close();
        }
    }
}
