package headroom.bench;

import headroom.bench.data.Forest;
import headroom.bench.data.Loader;
import headroom.bench.data.Size;
import headroom.bench.report.Findings;
import headroom.bench.report.Report;
import headroom.bench.section.Run;
import headroom.bench.section.Section;
import headroom.bench.section.Verifying;
import headroom.bench.section.WarmingUp;
import headroom.bench.system.Cleanup;
import headroom.bench.system.Database;
import headroom.bench.system.Server;
import headroom.bench.system.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Measures the service against its aims, side by side with what it is compared to, in one run on one machine. Exit code
 * 0 when everything could be measured and every counter is exact afterwards, whether or not the aims are met; 1 else.
 */
public final class Benchmark {
    private final Options options;
    private final Report report;
    private final Findings findings = new Findings();
    private final Path scratch;
    private final Path logs;

    private Benchmark(Options options) {
        this.options = options;
        this.report = new Report(options.form().name().toLowerCase(Locale.ROOT));
        this.scratch =
                options.directory().resolve("run-" + ProcessHandle.current().pid());
        this.logs = options.directory().resolve("logs");
    }

    /** Runs what the system properties ask for; see {@code docs/performance.md}. */
    public static void main(String[] args) {
        int code = 1;
        try (Cleanup cleanup = Cleanup.atExit()) {
            code = run(cleanup);
        }
        System.exit(code);
    }

    private static int run(Cleanup cleanup) {
        try {
            return new Benchmark(Options.read()).measureAll(cleanup);
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
        } catch (IOException | RuntimeException failed) {
            // What fails because it was ended is no news.
            if (!cleanup.isClosed()) {
                failed.printStackTrace();
            }
        }
        return 1;
    }

    private int measureAll(Cleanup cleanup) throws IOException {
        Cleanup.delete(logs);
        Files.createDirectories(logs);
        Files.createDirectories(scratch);
        cleanup.add(() -> Cleanup.delete(scratch));
        boolean exact = true;
        if (options.sections().stream().anyMatch(Section::needsServer)) {
            exact = withServer(cleanup);
        }
        for (Section section : options.sections()) {
            if (!section.needsServer()) {
                section.run(new Run(options.form(), Optional.empty(), report, findings, logs), Size.SMALL);
            }
        }
        String text = report.markdown(findings);
        Files.writeString(options.directory().resolve("report.md"), text);
        System.out.println("\n" + text);
        return exact ? 0 : 1;
    }

    private boolean withServer(Cleanup cleanup) throws IOException {
        report.step("starting PostgreSQL and the service");
        Cleanup parts = cleanup.add(new Cleanup());
        Database database = parts.start(() -> Database.start(scratch.resolve("database"), logs));
        Server server = parts.add(
                Server.start(database, options.serverOptions(), options.launcher(), options.classes(), scratch, logs));
        server.awaitReady();
        report.environment(database.value("show server_version"), options.serverOptions());
        Run.Service service = new Run.Service(database, server, new Loader(database), tokens(server));
        Run run = new Run(options.form(), Optional.of(service), report, findings, logs);
        service.loader().prepare();
        measure(run, service);
        boolean exact = Verifying.isExact(run);
        report.memory(server.pid());
        parts.close();
        return exact;
    }

    private static Tokens tokens(Server server) {
        Tokens tokens = new Tokens(server);
        tokens.registerTenant(Forest.BATCH_TENANT);
        List.of(Forest.TENANT, Forest.BATCH_TENANT).forEach(tokens::registerClient);
        return tokens;
    }

    private void measure(Run run, Run.Service service) {
        boolean warm = false;
        for (Size size : Size.values()) {
            if (size.compareTo(options.form().largest()) > 0 || !isNeeded(size)) {
                continue;
            }
            report.step("loading " + size);
            service.loader().growTo(size);
            if (!warm) {
                WarmingUp.run(run);
                warm = true;
            }
            for (Section section : options.sections()) {
                if (section.needsServer() && section.sizes().contains(size)) {
                    service.loader().tidy();
                    section.run(run, size);
                }
            }
        }
    }

    private boolean isNeeded(Size size) {
        return options.sections().stream()
                .anyMatch(section -> section.needsServer() && section.sizes().contains(size));
    }
}
