package headroom.bench.talk;

import headroom.bench.load.AnswerReader;
import headroom.bench.load.Talk;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A job asks for a permit, then ends it; and again. */
public final class AskingAndEnding implements Talk {
    private static final byte[] ID = "\"permit_id\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final String ID_MARK = "I".repeat(36);

    private final Request asking;
    private final Request ending;
    private final int idAt;
    private final byte[] id = new byte[ID_MARK.length()];
    private boolean holding;

    public AskingAndEnding(String jobType, String token) {
        this.asking = Request.post(
                "/api/v1/permits", "{\"job_type\":\"" + jobType + "\",\"source\":\"bench\",\"cost\":1}", token);
        this.ending = Request.post(
                "/api/v1/permits/" + ID_MARK + "/end", "{\"outcome\":\"ignored\",\"duration_ms\":12}", token);
        this.idAt = ending.find(ID_MARK, 0);
    }

    @Override
    public ByteBuffer next() {
        if (!holding) {
            return asking.ready();
        }
        ending.put(idAt, id);
        return ending.ready();
    }

    @Override
    public int answered(AnswerReader answer) {
        if (holding) {
            holding = false;
        } else if (answer.isSuccess()) {
            int at = answer.after(ID);
            if (at < 0) {
                throw new IllegalStateException("a permit without an id");
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
