package headroom.bench.section;

import headroom.bench.Form;
import headroom.bench.data.Forest;
import headroom.bench.data.Loader;
import headroom.bench.load.CpuTimes;
import headroom.bench.load.LoadGenerator;
import headroom.bench.load.Measurement;
import headroom.bench.load.Pace;
import headroom.bench.load.Talk;
import headroom.bench.load.Window;
import headroom.bench.report.Findings;
import headroom.bench.report.Report;
import headroom.bench.system.Database;
import headroom.bench.system.ProcStat;
import headroom.bench.system.Server;
import headroom.bench.system.Tokens;
import headroom.bench.talk.Users;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/**
 * What sections work with.
 *
 * @param form how long they measure
 * @param running what is measured; none where no section needs it
 * @param report what they tell
 * @param findings the numbers that aims are about
 * @param logs a directory for what other programs print
 */
public record Run(Form form, Optional<Service> running, Report report, Findings findings, Path logs) {

    /** The service with its database, and the tokens that its callers have. */
    public record Service(Database database, Server server, Loader loader, Tokens tokens) {}

    Service service() {
        return running.orElseThrow();
    }

    /** Callers for random users of one of the default tenant's trees. */
    Users users(int tree) {
        return Users.of(token(Forest.TENANT), tree);
    }

    /** A token of the tenant's own. */
    String token(String tenant) {
        return service().tokens().of(tenant);
    }

    /** Measures in a closed loop, and reports it. */
    Measurement measure(String words, int connections, LongFunction<? extends Talk> talk) {
        Measurement seen = load(connections, talk, Pace.closed(), form.window());
        report.request(words, connections, seen);
        if (seen.succeeded() == 0) {
            throw new IllegalStateException(words + ": no request succeeded: " + seen.others());
        }
        return seen;
    }

    /** Runs a load with a talk for each connection, made from a seed of its own. */
    Measurement load(int connections, LongFunction<? extends Talk> talk, Pace pace, Window window) {
        List<? extends Talk> talks =
                LongStream.range(0, connections).mapToObj(talk).toList();
        return LoadGenerator.run(service().server().address(), talks, pace, window, this::cpuTimes);
    }

    private CpuTimes cpuTimes() {
        return new CpuTimes(
                ProcStat.cpuMicros(service().server().pid()),
                ProcStat.familyCpuMicros(service().database().process()),
                ProcStat.cpuMicros(ProcessHandle.current().pid()));
    }
}
