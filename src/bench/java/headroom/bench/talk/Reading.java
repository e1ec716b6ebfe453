package headroom.bench.talk;

import headroom.bench.load.Talk;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;

/** GET of something of a random quota. */
public final class Reading implements Talk {
    private static final String ID_MARK = "I".repeat(36);

    private final Request request;
    private final int idAt;
    private final List<byte[]> quotaIds;
    private final SplittableRandom random;

    /** {@code what} is the last part of the path: usage, allocations or history. */
    public Reading(String token, List<String> quotaIds, String what, long seed) {
        this.request = Request.get("/api/v1/quotas/" + ID_MARK + "/" + what, token);
        this.idAt = request.find(ID_MARK, 0);
        this.quotaIds = quotaIds.stream()
                .map(id -> id.getBytes(StandardCharsets.US_ASCII))
                .toList();
        this.random = new SplittableRandom(seed);
    }

    @Override
    public ByteBuffer next() {
        request.put(idAt, quotaIds.get(random.nextInt(quotaIds.size())));
        return request.ready();
    }
}
