package headroom.bench.talk;

import headroom.bench.load.AnswerReader;
import headroom.bench.load.Talk;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A random user's new job gets an amount, then gives it back; and again. */
public final class AllocatingAndReleasing implements Talk {
    private static final byte[] ID = "\"id\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final String ID_MARK = "I".repeat(36);

    private final Posting allocating;
    private final Request releasing;
    private final int idAt;
    private final byte[] id = new byte[ID_MARK.length()];
    private boolean holding;

    public AllocatingAndReleasing(Users users, long seed) {
        this.allocating = Posting.allocations(users, seed);
        this.releasing = Request.delete("/api/v1/allocations/" + ID_MARK, users.token());
        this.idAt = releasing.find(ID_MARK, 0);
    }

    @Override
    public ByteBuffer next() {
        if (!holding) {
            return allocating.next();
        }
        releasing.put(idAt, id);
        return releasing.ready();
    }

    @Override
    public int answered(AnswerReader answer) {
        if (holding) {
            holding = false;
        } else if (answer.isSuccess()) {
            int at = answer.after(ID);
            if (at < 0) {
                throw new IllegalStateException("an allocation without an id");
            }
            answer.copy(at, id, 0, id.length);
            holding = true;
        }
        return answer.isSuccess() ? 1 : 0;
    }

    @Override
    public void lost() {
        holding = false;
    }

    @Override
    public boolean isAtRest() {
        return !holding;
    }
}
