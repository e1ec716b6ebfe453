package headroom.throttle.rule;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Throttles as one would tell them to a child: every grant is remembered, and everything is counted anew each time. */
final class NaiveThrottles {
    private final List<Throttle> throttles;
    private final List<Permit> permits = new ArrayList<>();
    private final List<Event> happened = new ArrayList<>();

    NaiveThrottles(List<Throttle> throttles) {
        this.throttles = throttles;
    }

    /** What was granted, to whom it was charged, and what has become of it. */
    private static final class Permit {
        private final Set<UUID> charged = new HashSet<>();
        private final int cost;
        private final Instant at;
        private boolean ended;
        private boolean ignored;

        Permit(int cost, Instant at) {
            this.cost = cost;
            this.at = at;
        }
    }

    /** Who refuses; those in shadow mode too. */
    Set<UUID> refusing(Asked asked, Instant now) {
        Set<UUID> refusing = new HashSet<>();
        for (Throttle throttle : throttles) {
            if (isMeant(throttle, asked, now) && !hasRoom(throttle, asked.cost(), now)) {
                refusing.add(throttle.id());
            }
        }
        return refusing;
    }

    private static boolean isMeant(Throttle throttle, Asked asked, Instant now) {
        boolean over = throttle.expiresAt() != null && !throttle.expiresAt().isAfter(now);
        Aim aim = throttle.aim();
        return !throttle.paused()
                && !over
                && Set.of("*", asked.kind().jobType()).contains(aim.jobType())
                && Set.of("*", asked.kind().source()).contains(aim.source());
    }

    private boolean hasRoom(Throttle throttle, int cost, Instant now) {
        Limits limits = throttle.limits();
        List<Permit> charged = permits.stream()
                .filter(permit -> permit.charged.contains(throttle.id()))
                .toList();
        boolean place = limits.maxActive() == null
                || charged.stream().filter(permit -> !permit.ended).count() < limits.maxActive();
        boolean hour = limits.maxPerHour() == null || inTheHour(charged, now) + cost <= limits.maxPerHour();
        boolean burst = limits.burstCapacity() == null || tokens(throttle, charged, now) >= cost;
        return place && hour && burst;
    }

    private static long inTheHour(List<Permit> charged, Instant now) {
        long minute = now.getEpochSecond() / 60;
        return charged.stream()
                .filter(permit -> !permit.ignored && permit.at.getEpochSecond() / 60 >= minute - 60)
                .mapToLong(permit -> permit.cost)
                .sum();
    }

    /** The bucket told from its beginning: each grant and each giving back in the order in which they came. */
    private long tokens(Throttle throttle, List<Permit> charged, Instant now) {
        ExactTokens bucket = (ExactTokens) throttle.use().tokens();
        for (Event event : happened) {
            if (!charged.contains(event.permit)) {
                continue;
            }
            bucket = bucket.at(event.at);
            bucket = event.given ? bucket.giveBack(event.permit.cost, event.permit.at) : bucket.take(event.permit.cost);
        }
        return bucket.at(now).available();
    }

    private record Event(Permit permit, Instant at, boolean given) {}

    /** Grants, to those that do not refuse; its number. */
    int grant(Asked asked, Instant now) {
        Set<UUID> refusing = refusing(asked, now);
        Permit permit = new Permit(asked.cost(), now);
        for (Throttle throttle : throttles) {
            if (isMeant(throttle, asked, now) && !refusing.contains(throttle.id())) {
                permit.charged.add(throttle.id());
            }
        }
        permits.add(permit);
        happened.add(new Event(permit, now, false));
        return permits.size() - 1;
    }

    void end(int number, boolean ignored, Instant now) {
        Permit permit = permits.get(number);
        permit.ended = true;
        permit.ignored = ignored;
        if (ignored) {
            happened.add(new Event(permit, now, true));
        }
    }

    Set<UUID> charged(int number) {
        return permits.get(number).charged;
    }

    /** A bucket that grows exactly. */
    static Tokens tokens(Limits limits, Instant now) {
        BigDecimal refill = limits.refillPerSecond();
        return limits.burstCapacity() == null ? null : ExactTokens.full(limits.burstCapacity(), refill, now);
    }
}
