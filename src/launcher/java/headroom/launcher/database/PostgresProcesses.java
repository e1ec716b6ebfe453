package headroom.launcher.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The PostgreSQL processes that work in one cluster directory, however they came to be there. A process counts as ours
 * when its program is {@code postgres} and its working directory is that directory; the pid file alone proves nothing,
 * for after a crash its number may belong to anyone.
 */
final class PostgresProcesses {
    private static final long FAST_SECONDS = 20;
    private static final long ORPHAN_SECONDS = 5;
    private static final long ASK_AGAIN_MILLIS = 20;

    private final Path cluster;

    PostgresProcesses(Path cluster) {
        this.cluster = cluster;
    }

    /** The one that leads, when it runs. */
    Optional<ProcessHandle> postmaster() {
        return recorded().filter(this::isOurs);
    }

    /**
     * Stops all of them: the leading one by a fast shutdown, orphans of a killed one by force. Returns whether there
     * were any; throws when they do not go.
     */
    boolean stop() throws IOException {
        List<ProcessHandle> ours = running();
        if (!ours.isEmpty()) {
            Optional<ProcessHandle> leading = postmaster();
            if (leading.isPresent()) {
                signal(leading.get(), "INT");
                awaitNone(FAST_SECONDS);
            }
            running().forEach(ProcessHandle::destroy);
            awaitNone(ORPHAN_SECONDS);
            running().forEach(ProcessHandle::destroyForcibly);
            if (!awaitNone(ORPHAN_SECONDS)) {
                throw new IOException("PostgreSQL in " + cluster + " does not stop: processes " + pids());
            }
        }
        forgetStranger();
        return !ours.isEmpty();
    }

    /** A pid file whose number now belongs to a stranger would keep PostgreSQL from starting. */
    private void forgetStranger() throws IOException {
        if (recorded().isPresent()) {
            Files.deleteIfExists(pidFile());
        }
    }

    private Path pidFile() {
        return cluster.resolve("postmaster.pid");
    }

    private Optional<ProcessHandle> recorded() {
        try {
            List<String> lines = Files.readAllLines(pidFile());
            return lines.isEmpty() || !lines.get(0).matches("\\d{1,18}")
                    ? Optional.empty()
                    : ProcessHandle.of(Long.parseLong(lines.get(0))).filter(ProcessHandle::isAlive);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + pidFile(), e);
        }
    }

    private List<ProcessHandle> running() {
        return ProcessHandle.allProcesses().filter(this::isOurs).toList();
    }

    private List<Long> pids() {
        return running().stream().map(ProcessHandle::pid).toList();
    }

    private boolean isOurs(ProcessHandle process) {
        if (!process.info().command().orElse("").endsWith("/postgres")) {
            return false;
        }
        try {
            Path directory = Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"));
            return directory.equals(cluster.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }

    private boolean awaitNone(long seconds) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!running().isEmpty()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            try {
                Thread.sleep(ASK_AGAIN_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return running().isEmpty();
            }
        }
        return true;
    }

    private static void signal(ProcessHandle process, String name) throws IOException {
        try {
            new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid())
                    .start()
                    .waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
