package headroom.quota.rule;

import headroom.kernel.Amount;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The thresholds of one quota, and those that usage has crossed. A crossing opens an alarm once; it ends after usage has been
 * {@link Threshold#CALM_POINTS} points below the level for {@link #CALM} without a break, or at once where the threshold is
 * taken away. So there is at most one alarm for each threshold, and usage that swings around a level tells of it once.
 * Judged on usage as it stands at the end of a transaction. Immutable.
 *
 * @param percents of the effective limit, rising, each above 0 and below 100; at most {@link #MAX_PERCENTS}
 * @param open the alarms that have not ended, in the order in which they were opened
 */
public record Alarms(List<BigDecimal> percents, List<Alarm> open) {
    /** Where a quota says nothing of its own: 80 and 95 %. */
    public static final List<BigDecimal> DEFAULT_PERCENTS = List.of(BigDecimal.valueOf(80), BigDecimal.valueOf(95));

    /** Each is an alert of its own; nobody reads more. */
    public static final int MAX_PERCENTS = 5;

    /** How long usage must stay below before an alarm ends. */
    public static final Duration CALM = Duration.ofMinutes(1);

    /** The default thresholds, and no alarm. */
    public static final Alarms NONE = new Alarms(DEFAULT_PERCENTS, List.of());

    /**
     * An alarm that has not ended.
     *
     * @param threshold what was crossed
     * @param calmSince since when usage has been far enough below; null while it is not
     */
    public record Alarm(Threshold threshold, @Nullable Instant calmSince) {
        private boolean isOver(Instant now) {
            return calmSince != null && !now.isBefore(calmSince.plus(CALM));
        }

        private Alarm at(Limits limits, Amount usage, Instant now) {
            if (!threshold.isCalm(limits, usage)) {
                return calmSince == null ? this : new Alarm(threshold, null);
            }
            return calmSince == null ? new Alarm(threshold, now) : this;
        }

        private String code() {
            return calmSince == null ? threshold.code() : threshold.code() + "@" + calmSince;
        }

        private static Alarm of(String code) {
            int at = code.indexOf('@');
            return at < 0
                    ? new Alarm(Threshold.of(code), null)
                    : new Alarm(Threshold.of(code.substring(0, at)), Instant.parse(code.substring(at + 1)));
        }
    }

    /**
     * Alarms as judged.
     *
     * @param after the alarms now
     * @param raised thresholds crossed upward just now
     * @param cleared thresholds whose alarm has ended
     */
    public record Judged(Alarms after, List<Threshold> raised, List<Threshold> cleared) {
        /** Whether there is nothing to tell. */
        public boolean isQuiet() {
            return raised.isEmpty() && cleared.isEmpty();
        }
    }

    public Alarms {
        percents = percents == DEFAULT_PERCENTS ? percents : List.copyOf(new TreeSet<>(percents));
        open = List.copyOf(open);
    }

    /** Other thresholds; alarms of those that are gone end when it is judged next. */
    public Alarms with(List<BigDecimal> otherPercents) {
        return new Alarms(otherPercents, open);
    }

    /** What such usage means at {@code now}. Most often it is below everything and nothing is open: that is found at once. */
    public Judged judge(Limits limits, Amount usage, Instant now) {
        List<Threshold> raised = new ArrayList<>();
        if (open.isEmpty() && !isAnyCrossed(limits, usage)) {
            return new Judged(this, raised, List.of());
        }
        List<Threshold> cleared = new ArrayList<>();
        List<Alarm> after = new ArrayList<>();
        for (Alarm alarm : open) {
            Alarm moved = alarm.at(limits, usage, now);
            if (moved.isOver(now) || !isWatched(alarm.threshold(), limits)) {
                cleared.add(alarm.threshold());
            } else {
                after.add(moved);
            }
        }
        thresholds()
                .filter(threshold -> threshold.isCrossed(limits, usage))
                .filter(threshold ->
                        after.stream().noneMatch(alarm -> alarm.threshold().equals(threshold)))
                .forEach(threshold -> {
                    raised.add(threshold);
                    after.add(new Alarm(threshold, null));
                });
        return new Judged(after.equals(open) ? this : new Alarms(percents, after), raised, cleared);
    }

    /** When time alone ends the next alarm; empty where usage must change first. */
    public Optional<Instant> clearAt() {
        return open.stream()
                .map(Alarm::calmSince)
                .flatMap(Stream::ofNullable)
                .min(Instant::compareTo)
                .map(since -> since.plus(CALM));
    }

    /** The open alarms as one word of text; empty where there are none. */
    public String openAsText() {
        return open.isEmpty() ? "" : open.stream().map(Alarm::code).collect(Collectors.joining(","));
    }

    /** The open alarms that {@link #openAsText} wrote. */
    public static List<Alarm> openFrom(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(",")).map(Alarm::of).toList();
    }

    /** The percentages, rising and each once, as one word of text. */
    public static String asText(List<BigDecimal> percents) {
        return new TreeSet<>(percents).stream().map(BigDecimal::toPlainString).collect(Collectors.joining(","));
    }

    /** The percentages that {@link #asText} wrote; the default ones where nothing was written. */
    public static List<BigDecimal> percentsFrom(@Nullable String text) {
        if (text == null) {
            return DEFAULT_PERCENTS;
        }
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(",")).map(BigDecimal::new).toList();
    }

    private Stream<Threshold> thresholds() {
        return Stream.concat(
                percents.stream().map(Threshold::percent),
                Stream.of(Threshold.SOFT, Threshold.REACHED, Threshold.EXCEEDED));
    }

    /** The lowest percentage speaks for all above it, the effective limit included. */
    private boolean isAnyCrossed(Limits limits, Amount usage) {
        Threshold lowest = percents.isEmpty() ? Threshold.REACHED : Threshold.percent(percents.get(0));
        return lowest.isCrossed(limits, usage) || Threshold.SOFT.isCrossed(limits, usage);
    }

    private boolean isWatched(Threshold threshold, Limits limits) {
        return switch (threshold.kind()) {
            case PERCENT -> thresholds().anyMatch(threshold::equals);
            case SOFT -> limits.softLimit() != null;
            case REACHED, EXCEEDED -> true;
        };
    }
}
