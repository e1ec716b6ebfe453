package headroom.throttle.control;

import headroom.throttle.rule.LeastRoom;
import headroom.throttle.rule.LeastRoom.Mark;
import java.util.Arrays;
import java.util.stream.Collectors;

/** {@code 1763726400123456000:5,1763726401000000000:9}: nanoseconds since the epoch, and how much room there was. */
final class LeastRoomText {
    private LeastRoomText() {}

    static String written(LeastRoom least) {
        return least.marks().stream()
                .map(mark -> mark.nanos() + ":" + mark.room())
                .collect(Collectors.joining(","));
    }

    /** What was written, not empty. */
    static LeastRoom read(String written) {
        return new LeastRoom(Arrays.stream(written.split(",", -1))
                .map(mark -> {
                    int colon = mark.indexOf(':');
                    return new Mark(
                            Long.parseLong(mark.substring(0, colon)), Long.parseLong(mark.substring(colon + 1)));
                })
                .toList());
    }
}
