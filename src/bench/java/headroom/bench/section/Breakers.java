package headroom.bench.section;

import headroom.bench.data.Forest;
import headroom.bench.data.Size;
import headroom.bench.talk.Calling;
import headroom.bench.talk.Posting;
import headroom.bench.talk.Users;

/** Permits and outcomes of a closed breaker, between two measurements of the request that does nothing. */
final class Breakers implements Section {
    private static final int CONNECTIONS = 64;

    @Override
    public String name() {
        return "breakers";
    }

    @Override
    public void run(Run run, Size size) {
        String token = run.token(Forest.TENANT);
        noOp(run);
        double permits = run.measure("breaker permit", CONNECTIONS, seed -> Calling.permits(token))
                .rate();
        double outcomes = run.measure("breaker outcome", CONNECTIONS, seed -> Calling.outcomes(token))
                .rate();
        run.findings().putLargest("breakers/permits", permits);
        run.findings().putLargest("breakers/outcomes", outcomes);
        noOp(run);
    }

    private static void noOp(Run run) {
        Users users = run.users(Size.SMALL.measuredTree());
        double rate = run.measure("no-op", CONNECTIONS, seed -> Posting.noOps(users, seed))
                .rate();
        run.findings().putLargest("breakers/no-op", rate);
    }
}
