package headroom.testing;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The launcher, as a user starts it. */
final class LauncherProgram implements ServerProgram {
    @Override
    public List<String> command(Path directory, int port, Map<String, String> environment) {
        environment.put("HEADROOM_HTTP_PORT", String.valueOf(port));
        environment.put("HEADROOM_DATA", directory.toAbsolutePath().toString());
        environment.put("HEADROOM_SAMPLE", "false");
        return List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "-jar",
                System.getProperty("headroom.launcher", "target/launcher/headroom-launcher.jar"));
    }

    @Override
    public String log() {
        return "logs/headroom.log";
    }
}
