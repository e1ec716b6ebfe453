package headroom.bench.section;

import headroom.bench.data.Forest;
import headroom.bench.load.Talk;
import headroom.bench.talk.AllocatingAndReleasing;
import headroom.bench.talk.Posting;
import headroom.bench.talk.Reading;
import headroom.bench.talk.Users;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/** Each kind of request, on one tree. */
final class Kinds {
    static final String ALLOCATE_AND_RELEASE = "allocate and release";
    static final int BATCH_ITEMS = 100;

    private Kinds() {}

    /** What section "sizes" measures, those that change nothing first. */
    static Map<String, LongFunction<Talk>> ofTree(Run run, int tree) {
        Users users = run.users(tree);
        List<String> quotaIds = run.service().loader().userQuotas(tree);
        Map<String, LongFunction<Talk>> kinds = new LinkedHashMap<>();
        kinds.put("check", seed -> Posting.checks(users, seed));
        for (String what : List.of("usage", "allocations", "history")) {
            kinds.put(what, seed -> new Reading(users.token(), quotaIds, what, seed));
        }
        kinds.put(ALLOCATE_AND_RELEASE, seed -> new AllocatingAndReleasing(users, seed));
        return kinds;
    }

    static LongFunction<Talk> batches(Run run) {
        Users users = Users.of(run.token(Forest.BATCH_TENANT), 1);
        return seed -> Posting.batches(users, BATCH_ITEMS, seed);
    }
}
