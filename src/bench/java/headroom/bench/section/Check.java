package headroom.bench.section;

import headroom.bench.data.Size;
import headroom.bench.talk.Posting;
import headroom.bench.talk.Users;
import java.util.List;

/** Questions that change nothing. */
final class Check implements Section {
    @Override
    public String name() {
        return "check";
    }

    @Override
    public void run(Run run, Size size) {
        Users users = run.users(size.measuredTree());
        for (int connections : List.of(8, 64, 256)) {
            run.measure("check", connections, seed -> Posting.checks(users, seed));
        }
    }
}
