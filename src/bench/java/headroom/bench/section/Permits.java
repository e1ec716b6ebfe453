package headroom.bench.section;

import headroom.bench.data.Forest;
import headroom.bench.data.Size;
import headroom.bench.talk.AskingAndEnding;
import headroom.bench.talk.Posting;
import headroom.bench.talk.Users;
import java.util.List;

/** Permits asked for and ended, by one tenant: without a throttle, and under two that count them. Beside the request that does nothing. */
final class Permits implements Section {
    private static final int CONNECTIONS = 64;

    @Override
    public String name() {
        return "permits";
    }

    @Override
    public void run(Run run, Size size) {
        run.service().database().execute(List.of("delete from throttles", throttle("*"), throttle("bench")));
        String token = run.token(Forest.TENANT);
        noOp(run);
        measure(run, "permit under no throttle", "free", "free", token);
        measure(run, "permit under two throttles", "bench", "throttled", token);
        noOp(run);
        run.service().database().execute(List.of("delete from throttles", "truncate permits"));
    }

    private static void measure(Run run, String words, String jobType, String finding, String token) {
        double rate = run.measure(words, CONNECTIONS, seed -> new AskingAndEnding(jobType, token))
                .rate();
        run.findings().putLargest("permits/" + finding, rate);
    }

    private static String throttle(String source) {
        return """
                insert into throttles (tenant_id, id, job_type, source, max_active, max_per_hour, mode, paused, reason, changed_by,
                    created_at, updated_at)
                values ('%s', gen_random_uuid(), 'bench', '%s', 1000000, 1000000, 'enforce', false, 'benchmark', 'benchmark', now(), now())
                """.formatted(Forest.TENANT, source);
    }

    private static void noOp(Run run) {
        Users users = run.users(Size.SMALL.measuredTree());
        double rate = run.measure("no-op", CONNECTIONS, seed -> Posting.noOps(users, seed))
                .rate();
        run.findings().putLargest("permits/no-op", rate);
    }
}
