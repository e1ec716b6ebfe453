package headroom.bench.talk;

import headroom.bench.load.AnswerReader;
import headroom.bench.load.Talk;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.SplittableRandom;

/** The same kind of POST again and again: one request for an amount, or many in a batch, for random users. */
public final class Posting implements Talk {
    private static final String JOB_MARK = "J".repeat(Jobs.WIDTH);
    private static final byte[] ADMITTED = "\"admitted\":".getBytes(StandardCharsets.US_ASCII);

    private final Users users;
    private final Request request;
    private final int[] userAt;
    private final int[] jobAt;
    private final boolean batch;
    private final SplittableRandom random;

    private Posting(Users users, String path, String body, int items, long seed) {
        this.users = users;
        this.request = Request.post(path, body, users.token());
        this.userAt = new int[items];
        this.jobAt = new int[items];
        this.batch = items > 1;
        this.random = new SplittableRandom(seed);
        boolean withJobs = body.contains(JOB_MARK);
        for (int i = 0, from = 0; i < items; i++) {
            userAt[i] = users.find(request, from);
            jobAt[i] = withJobs ? request.find(JOB_MARK, userAt[i]) : -1;
            from = userAt[i] + 1;
        }
    }

    /** Requests for an amount, which nothing takes back. */
    static Posting allocations(Users users, long seed) {
        return new Posting(users, "/api/v1/allocations", item(users), 1, seed);
    }

    /** The same requests, to the resource that does nothing. */
    public static Posting noOps(Users users, long seed) {
        return new Posting(users, "/api/v1/no-op", item(users), 1, seed);
    }

    public static Posting checks(Users users, long seed) {
        return new Posting(
                users, "/api/v1/allocations/check", "{" + users.members() + ",\"requested_value\":1}", 1, seed);
    }

    public static Posting batches(Users users, int items, long seed) {
        String body = "{\"mode\":\"independent\",\"items\":["
                + String.join(",", Collections.nCopies(items, item(users))) + "]}";
        return new Posting(users, "/api/v1/allocations/batch", body, items, seed);
    }

    /** A body as it may stand in a script of another load generator. */
    public static String sampleBody(Users users) {
        Posting posting = noOps(users, 1);
        ByteBuffer whole = posting.next();
        String text = StandardCharsets.US_ASCII.decode(whole).toString();
        return text.substring(text.indexOf("\r\n\r\n") + 4);
    }

    private static String item(Users users) {
        return "{" + users.members() + ",\"requested_value\":1,\"job_id\":\"bench-" + JOB_MARK + "\"}";
    }

    @Override
    public ByteBuffer next() {
        for (int i = 0; i < userAt.length; i++) {
            users.choose(request, userAt[i], random);
            if (jobAt[i] >= 0) {
                request.put(jobAt[i], Jobs.next(), Jobs.WIDTH);
            }
        }
        return request.ready();
    }

    @Override
    public int answered(AnswerReader answer) {
        if (!answer.isSuccess()) {
            return 0;
        }
        int admitted = batch ? answer.after(ADMITTED) : -1;
        return admitted < 0 ? 1 : answer.number(admitted);
    }
}
