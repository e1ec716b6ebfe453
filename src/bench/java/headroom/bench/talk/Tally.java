package headroom.bench.talk;

import headroom.bench.load.AnswerReader;
import headroom.bench.load.Talk;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/** What a tenant's allocations and releases were answered, over all its connections. Used by one thread. */
public final class Tally {
    private static final int LOST = 0;

    private final Map<Integer, Long> allocations = new TreeMap<>();
    private final Map<Integer, Long> releases = new TreeMap<>();

    /** The talk, and its answers counted. */
    public Talk of(AllocatingAndReleasing talk) {
        return new Talk() {
            private boolean releasing;

            @Override
            public ByteBuffer next() {
                releasing = !talk.isAtRest();
                return talk.next();
            }

            @Override
            public int answered(AnswerReader answer) {
                count(releasing, answer.status());
                return talk.answered(answer);
            }

            @Override
            public void lost() {
                count(releasing, LOST);
                talk.lost();
            }

            @Override
            public boolean isAtRest() {
                return talk.isAtRest();
            }
        };
    }

    private void count(boolean release, int status) {
        (release ? releases : allocations).merge(status, 1L, Long::sum);
    }

    /** By status; 0 for a connection that was lost. */
    public Map<Integer, Long> allocations() {
        return allocations;
    }

    public Map<Integer, Long> releases() {
        return releases;
    }

    /** The share of allocations that were admitted. */
    public double admitted() {
        long all = allocations.values().stream().mapToLong(Long::longValue).sum();
        return all == 0 ? 0 : (double) allocations.getOrDefault(201, 0L) / all;
    }

    /** Releases that were answered anything but 200. */
    public long releasesRefused() {
        return releases.entrySet().stream()
                .filter(answer -> answer.getKey() != 200)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
