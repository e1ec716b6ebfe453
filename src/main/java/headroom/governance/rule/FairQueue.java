package headroom.governance.rule;

import headroom.kernel.Amount;
import headroom.kernel.TenantId;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Whose request is next: weighted dominant resource fairness (Ghodsi et al., Dominant Resource Fairness, NSDI 2011, 4.1 and 4.3),
 * with ageing. The tenant with the smallest dominant share by weight is served first, and what it is served counts at once. Each
 * {@link #AGEING} of waiting counts as much as a whole pool less, so that nothing waits for ever behind others' new requests.
 * Within a tenant the longest waiting is first. Pure; ties go to the longer waiting, then to the lower id.
 */
public final class FairQueue {
    /** Waiting so long outweighs all of a pool. */
    public static final Duration AGEING = Duration.ofMinutes(10);

    private static final BigDecimal AGEING_MS = BigDecimal.valueOf(AGEING.toMillis());

    private FairQueue() {}

    /**
     * A request that waits.
     *
     * @param id the caller's own; names it in the order
     */
    public record Waiting(String id, TenantId tenant, Amount amount, Instant since) {}

    /**
     * What a tenant has of a pool, and of others.
     *
     * @param weight in this pool
     * @param elsewhere its largest part of another pool's capacity, by its weight there; 0 when it has none
     * @param usage of this pool
     * @param share what it may use of this pool; unbounded when null
     * @param limit of its own quota; none when null
     */
    public record Party(
            BigDecimal weight,
            BigDecimal elsewhere,
            Amount usage,
            @Nullable Amount share,
            @Nullable Amount limit,
            boolean paused) {
        Party using(Amount more) {
            return new Party(weight, elsewhere, usage.plus(more), share, limit, paused);
        }

        /** The larger of its parts of this pool and of others, by weight. */
        BigDecimal dominantShare(Amount capacity) {
            if (capacity.isZero()) {
                return elsewhere;
            }
            BigDecimal here = usage.toBigDecimal()
                    .divide(capacity.toBigDecimal(), MathContext.DECIMAL64)
                    .divide(weight, MathContext.DECIMAL64);
            return here.max(elsewhere);
        }

        Hindrance hindrance(Amount amount) {
            Amount after = usage.plus(amount);
            if (paused) {
                return Hindrance.PAUSED;
            }
            if (limit != null && after.isMoreThan(limit)) {
                return Hindrance.LIMIT;
            }
            return share != null && after.isMoreThan(share) ? Hindrance.SHARE : Hindrance.NONE;
        }
    }

    /** Why a request waits. */
    public enum Hindrance {
        /** It fits now. */
        NONE,
        /** Its tenant is paused. */
        PAUSED,
        /** Its tenant's own limit does not allow it. */
        LIMIT,
        /** Its tenant's share does not allow it. */
        SHARE,
        /** It would fit, but for what its tenant has waiting before it. */
        TURN
    }

    /**
     * A request in its place.
     *
     * @param dominantShare its tenant's, by weight, before it is served
     * @param behind the request of its own tenant that is before it; null unless the hindrance is a turn
     */
    public record Placed(
            Waiting request,
            BigDecimal dominantShare,
            Hindrance hindrance,
            @Nullable String behind) {}

    /**
     * All requests in the order in which they are to be served.
     *
     * @param parties every tenant that requests come from
     */
    public static List<Placed> order(
            Amount capacity, Collection<Waiting> requests, Map<TenantId, Party> parties, Instant now) {
        Map<TenantId, Line> lines = new TreeMap<>(Comparator.comparing(TenantId::value));
        requests.stream()
                .sorted(Comparator.comparing(Waiting::since).thenComparing(Waiting::id))
                .forEach(request -> lines.computeIfAbsent(
                                request.tenant(), tenant -> new Line(capacity, now, known(parties, tenant)))
                        .add(request));
        PriorityQueue<Line> next = new PriorityQueue<>(Line.FIRST);
        next.addAll(lines.values());
        List<Placed> order = new ArrayList<>(requests.size());
        while (!next.isEmpty()) {
            Line line = next.remove();
            order.add(line.serve());
            if (!line.isEmpty()) {
                next.add(line);
            }
        }
        return order;
    }

    private static Party known(Map<TenantId, Party> parties, TenantId tenant) {
        Party party = parties.get(tenant);
        if (party == null) {
            throw new IllegalArgumentException(tenant + " has no part in the pool");
        }
        return party;
    }

    /** What one tenant has waiting. */
    private static final class Line {
        static final Comparator<Line> FIRST = Comparator.comparing(Line::score)
                .thenComparing(line -> line.head().since())
                .thenComparing(line -> line.head().id());

        private final Deque<Waiting> waiting = new ArrayDeque<>();
        private final Amount capacity;
        private final Instant now;
        private final Party begun;
        private Party party;
        private @Nullable String before;

        Line(Amount capacity, Instant now, Party party) {
            this.capacity = capacity;
            this.now = now;
            this.begun = party;
            this.party = party;
        }

        void add(Waiting request) {
            waiting.add(request);
        }

        boolean isEmpty() {
            return waiting.isEmpty();
        }

        Waiting head() {
            return waiting.element();
        }

        BigDecimal score() {
            BigDecimal waited = BigDecimal.valueOf(
                    Math.max(0, Duration.between(head().since(), now).toMillis()));
            return party.dominantShare(capacity).subtract(waited.divide(AGEING_MS, MathContext.DECIMAL64));
        }

        Placed serve() {
            BigDecimal dominant = party.dominantShare(capacity);
            Waiting request = waiting.remove();
            Hindrance hindrance = party.hindrance(request.amount());
            boolean turn = hindrance != Hindrance.NONE && begun.hindrance(request.amount()) == Hindrance.NONE;
            Placed placed = new Placed(request, dominant, turn ? Hindrance.TURN : hindrance, turn ? before : null);
            before = request.id();
            party = party.using(request.amount());
            return placed;
        }
    }
}
