package headroom.breaker.boundary;

import headroom.breaker.control.EvidenceRows;
import headroom.breaker.control.EvidenceRows.Found;
import headroom.breaker.control.EvidenceRows.Row;
import headroom.breaker.control.KnownBreaker;
import headroom.breaker.control.KnownBreakers;
import headroom.breaker.entity.ServiceKey;
import headroom.breaker.rule.Breaker;
import headroom.breaker.rule.Bucket;
import headroom.breaker.rule.Step;
import headroom.platform.SharedClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Brings what this server has heard to the database, and judges those breakers that it has heard of: on the sum of all servers, or, while
 * the database does not answer, on what it has heard itself. For one thread.
 */
@ApplicationScoped
public class BreakerRounds {
    /** Seconds written in one transaction, and breakers read in one. */
    private static final int CHUNK = 500;

    /** What a server lacks of the newest seconds may still come: these are not forgotten yet, in seconds. */
    private static final long MARGIN_SECONDS = 60;

    private final Set<KnownBreaker> judged = new HashSet<>();

    /** Evidence of theirs was written, and the database did not answer when it was to be judged. */
    private final Set<KnownBreaker> owed = new HashSet<>();

    @Inject
    private KnownBreakers breakers;

    @Inject
    private JudgingEvidence judging;

    @Inject
    private Reaching reaching;

    @Inject
    private SharedClock clock;

    /** One round, once a second. */
    void round() {
        Instant now = clock.now().truncatedTo(ChronoUnit.MICROS);
        Map<KnownBreaker, List<Bucket>> unwritten = new LinkedHashMap<>();
        for (KnownBreaker breaker : breakers.all()) {
            List<Bucket> buckets = breaker.unwritten();
            if (!buckets.isEmpty()) {
                unwritten.put(breaker, buckets);
            }
        }
        if (unwritten.isEmpty() && owed.isEmpty()) {
            return;
        }
        Map<KnownBreaker, List<Bucket>> settled = new LinkedHashMap<>(unwritten);
        settled.keySet().removeIf(breaker -> breaker.known().alone());
        if (write(settled)) {
            settled.forEach((breaker, buckets) -> breaker.written(buckets, now));
            Set<KnownBreaker> asked = new LinkedHashSet<>(settled.keySet());
            asked.addAll(owed);
            owed.clear();
            chunks(new ArrayList<>(asked)).forEach(chunk -> judge(chunk, now));
        } else if (reaching.isAlone()) {
            unwritten.forEach((breaker, buckets) -> judgeAlone(breaker, buckets, now));
        }
    }

    private boolean write(Map<KnownBreaker, List<Bucket>> unwritten) {
        List<Row> rows = new ArrayList<>();
        unwritten.forEach((breaker, buckets) -> {
            // An era that this server went through alone, and that was given up meanwhile, was nobody else's.
            long era = breaker.known().breaker().era();
            buckets.stream()
                    .filter(bucket -> bucket.era() <= era)
                    .forEach(bucket -> rows.add(new Row(breaker.key(), bucket)));
        });
        return chunks(rows).stream()
                .allMatch(chunk -> reaching.ask(() -> {
                            judging.write(chunk);
                            return true;
                        })
                        .isPresent());
    }

    private void judge(List<KnownBreaker> chunk, Instant now) {
        List<EvidenceRows.Sought> sought =
                chunk.stream().map(KnownBreaker::sought).toList();
        Optional<List<Found>> found = reaching.ask(() -> judging.find(sought));
        if (found.isEmpty()) {
            owed.addAll(chunk);
        }
        Map<ServiceKey, List<Found>> news = found.orElse(List.of()).stream().collect(Collectors.groupingBy(Found::key));
        chunk.forEach(breaker -> judge(breaker, news.getOrDefault(breaker.key(), List.of()), now));
    }

    private void judge(KnownBreaker breaker, List<Found> news, Instant now) {
        Breaker before = breaker.known().breaker();
        Step step = breaker.judge(news.stream().map(Found::bucket).toList(), now);
        news.forEach(found -> breaker.heardUntil(found.writtenAt()));
        judged.add(breaker);
        if (!step.transitions().isEmpty() || step.after().openings() != before.openings()) {
            reaching.ask(() -> judging.decide(breaker.key(), before.era(), breaker.evidence()))
                    .ifPresentOrElse(
                            known -> known.ifPresentOrElse(breaker::hear, () -> breakers.forget(breaker.key())),
                            () -> owed.add(breaker));
        }
    }

    private static void judgeAlone(KnownBreaker breaker, List<Bucket> buckets, Instant now) {
        Breaker before = breaker.known().breaker();
        Step step = breaker.judge(buckets, now);
        if (!step.transitions().isEmpty()) {
            breaker.goOnAlone(before, step);
        }
    }

    /** Forgets evidence that no breaker judged here lately is judged on any more. */
    void trim() {
        for (KnownBreaker breaker : judged) {
            List<Bucket> buckets = breaker.evidence().buckets();
            if (!buckets.isEmpty()) {
                Instant oldest = buckets.get(0).start().minusSeconds(MARGIN_SECONDS);
                long era = buckets.get(0).era();
                reaching.ask(() -> {
                    judging.trim(breaker.key(), era, oldest);
                    return true;
                });
            }
        }
        judged.clear();
    }

    private static <T> List<List<T>> chunks(List<T> all) {
        List<List<T>> chunks = new ArrayList<>();
        for (int from = 0; from < all.size(); from += CHUNK) {
            chunks.add(all.subList(from, Math.min(all.size(), from + CHUNK)));
        }
        return chunks;
    }
}
