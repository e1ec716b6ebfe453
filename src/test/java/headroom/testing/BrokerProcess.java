package headroom.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A real broker in a process of its own, which can be killed, and started again on what it has kept. */
public final class BrokerProcess implements AutoCloseable {
    private static final String READY = "broker ready";

    private final Path directory;
    private final int port = Ports.free();
    private final List<String> topics;
    private Process process;

    /** A broker, not started yet, that keeps what is sent to these topics for the test. */
    public BrokerProcess(Path directory, String... topics) {
        this.directory = directory;
        this.topics = List.of(topics);
    }

    /** The process itself; ends when its input does, so that it never outlives the test. */
    public static void main(String[] arguments) throws IOException {
        TestBroker broker = new TestBroker(
                Path.of(arguments[0]),
                Integer.parseInt(arguments[1]),
                Stream.of(arguments).skip(2).toArray(String[]::new));
        broker.start();
        System.err.println(READY);
        while (System.in.read() >= 0) {
            // Nothing is said to it but that it is over.
        }
        broker.close();
        System.exit(0);
    }

    public void start() {
        List<String> command = Stream.concat(
                        Stream.of(
                                ProcessHandle.current().info().command().orElse("java"),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-Xmx256m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                BrokerProcess.class.getName(),
                                directory.toString(),
                                String.valueOf(port)),
                        topics.stream())
                .toList();
        try {
            process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var errors = process.errorReader();
            for (String line = errors.readLine(); !READY.equals(line); line = errors.readLine()) {
                if (line == null) {
                    throw new IllegalStateException("the broker did not start on " + directory);
                }
            }
            Thread drain = new Thread(() -> errors.lines().forEach(line -> {}), "broker output");
            drain.setDaemon(true);
            drain.start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Kills the broker as {@code kill -9} does. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** The same broker as tests take messages from; it is not to be started. */
    public TestBroker door() {
        return new TestBroker(directory, port, topics.toArray(String[]::new));
    }

    public Map<String, String> environment() {
        return door().environment();
    }

    @Override
    public void close() {
        kill();
    }
}
