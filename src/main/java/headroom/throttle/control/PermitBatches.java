package headroom.throttle.control;

import headroom.kernel.Outcome;
import headroom.kernel.Refusal;
import headroom.kernel.TenantId;
import headroom.platform.http.IdempotencyKey;
import headroom.platform.http.IdempotentAnswers;
import headroom.throttle.control.EndingPermit.Ended;
import headroom.throttle.control.Moments.Moment;
import headroom.throttle.entity.Permit;
import headroom.throttle.entity.Permit.Ending;
import headroom.throttle.entity.StoredThrottle;
import headroom.throttle.rule.Asked;
import headroom.throttle.rule.Books;
import headroom.throttle.rule.End;
import headroom.throttle.rule.Throttle;
import headroom.throttle.rule.Verdict;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides a batch within the caller's transaction: first what ends, for that makes room, then what is asked for. All throttles that it
 * touches are held, so that any number of servers decide one after the other.
 */
@ApplicationScoped
public class PermitBatches {
    /** Permits that a tenant may have live: each is a row, and throttles that are made or resumed count them all. */
    static final int MAX_LIVE = 100_000;

    /** Permits that one transaction ends because their time is over. */
    static final int MAX_DUE = 1_000;

    @Inject
    private Throttles throttles;

    @Inject
    private Permits permits;

    @Inject
    private LivePermits live;

    @Inject
    private Moments moments;

    @Inject
    private IdempotentAnswers answers;

    /** Decides all, and writes what it led to. Where nothing is written the transaction is to be rolled back. */
    public void decide(PermitBatch batch) {
        TenantId tenant = batch.tenant();
        throttles.share(tenant);
        Set<IdempotencyKey> keys = batch.keys();
        if (!keys.isEmpty()) {
            batch.answer(answers.hold(tenant, keys));
        }
        Map<UUID, Permit> known = permits.find(tenant, permitIds(batch));
        List<Asking> asking = batch.asking();
        List<StoredThrottle> held = held(tenant, asking, known.values());
        Moment at = moments.of(tenant);
        Books ends = new Books(held.stream().map(StoredThrottle::throttle).toList(), at.now());
        boolean ended = end(batch, known, ends);
        Books books = new Books(looked(held, ends, asking), at.now());
        List<Permit> granted = new ArrayList<>();
        for (Asking one : asking) {
            Outcome<Judged> outcome = judge(batch, one.wanted(), held, books, at, granted.size());
            outcome.<Optional<Permit>>fold(Judged::permit, refusal -> Optional.empty())
                    .ifPresent(granted::add);
            batch.keep(one, one.decide(outcome));
        }
        List<StoredThrottle> used = used(held, books);
        permits.add(tenant, granted);
        throttles.use(used);
        answers.keep(tenant, batch.kept());
        batch.room().granted(granted.size());
        batch.ready(
                ended || !granted.isEmpty() || !used.isEmpty() || !batch.kept().isEmpty());
    }

    private Set<UUID> permitIds(PermitBatch batch) {
        Stream<UUID> due = batch.sweeping().isEmpty() ? Stream.empty() : permits.due(batch.tenant(), MAX_DUE).stream();
        return Stream.concat(batch.ending().stream().map(EndingPermit::permit), due)
                .collect(Collectors.toSet());
    }

    /** What matches what is asked for, and what counts a permit that ends. */
    private List<StoredThrottle> held(TenantId tenant, List<Asking> asking, Collection<Permit> ending) {
        Set<UUID> charged = ending.stream()
                .filter(permit -> permit.ending() == null)
                .flatMap(permit -> permit.charged().stream())
                .collect(Collectors.toSet());
        return asking.isEmpty() && charged.isEmpty()
                ? List.of()
                : throttles.hold(
                        tenant, asking.stream().map(one -> one.wanted().kind()).toList(), charged);
    }

    /** Ends what is to end, once, whoever else wants to. Tells whether anything has ended. */
    private boolean end(PermitBatch batch, Map<UUID, Permit> known, Books books) {
        Map<UUID, EndingPermit> first = new LinkedHashMap<>();
        batch.ending().forEach(one -> first.putIfAbsent(one.permit(), one));
        List<Permits.Wanted> wanted = known.values().stream()
                .filter(permit -> permit.ending() == null)
                .map(permit -> Optional.ofNullable(first.get(permit.id()))
                        .map(EndingPermit::wanted)
                        .orElseGet(() -> new Permits.Wanted(permit.id(), End.EXPIRED, null)))
                .toList();
        Map<UUID, Ending> ended = permits.end(batch.tenant(), wanted, books.now());
        ended.forEach((id, ending) -> {
            known.computeIfPresent(id, (same, permit) -> {
                books.end(permit.paid(), ending.end(), permit.cost(), permit.grantedAt());
                books.free(permit.countedOnly());
                return permit.ended(ending);
            });
        });
        Set<UUID> missed = wanted.stream()
                .map(Permits.Wanted::permit)
                .filter(id -> !ended.containsKey(id))
                .collect(Collectors.toSet());
        known.putAll(permits.find(batch.tenant(), missed));
        for (EndingPermit one : batch.ending()) {
            Ending ending = ended.get(one.permit());
            boolean now = first.get(one.permit()) == one && ending != null && ending.end() != End.EXPIRED;
            batch.keep(one, one.decide(ended(one.permit(), known, now)));
        }
        int expired = (int) ended.values().stream()
                .filter(ending -> ending.end() == End.EXPIRED)
                .count();
        batch.sweeping().forEach(one -> one.decide(expired));
        batch.room().ended(ended.size());
        return !ended.isEmpty();
    }

    private static Outcome<Ended> ended(UUID id, Map<UUID, Permit> known, boolean now) {
        Permit permit = known.get(id);
        return permit == null
                ? Outcome.refused(Refusal.of(Refusal.Kind.NOT_FOUND, "there is no permit " + id))
                : Outcome.done(new Ended(permit, now));
    }

    /** The throttles after what has ended. Where places may run out it is looked for permits whose time is over. */
    private List<Throttle> looked(List<StoredThrottle> held, Books ends, List<Asking> asking) {
        return held.stream()
                .map(before -> before.with(ends.after(before.throttle())))
                .map(after -> isTight(after.throttle(), asking) ? live.lookAt(after, ends.now()) : after)
                .map(StoredThrottle::throttle)
                .toList();
    }

    private static boolean isTight(Throttle throttle, List<Asking> asking) {
        Integer most = throttle.limits().maxActive();
        return most != null
                && throttle.use().active() + asking.size() > most
                && asking.stream()
                        .anyMatch(one -> throttle.aim().matches(one.wanted().kind()));
    }

    private Outcome<Judged> judge(
            PermitBatch batch, Asking.Wanted wanted, List<StoredThrottle> held, Books books, Moment at, int granted) {
        if (!at.known()) {
            return Outcome.refused(Refusal.of(Refusal.Kind.NOT_FOUND, "there is no tenant " + batch.tenant()));
        }
        Optional<Refusal> paused = at.pause().ofAllocating(at.now());
        if (paused.isPresent()) {
            return Outcome.refused(paused.get());
        }
        if (!hasRoom(batch, granted)) {
            return Outcome.refused(Refusal.of(
                    Refusal.Kind.THROTTLED,
                    "the tenant has " + MAX_LIVE + " live permits, as many as it may; end some"));
        }
        Asked asked = new Asked(wanted.kind(), wanted.cost(), at.now().plus(wanted.expiresIn()));
        Verdict verdict = books.ask(asked);
        Optional<Permit> permit = verdict.fold(
                yes -> Optional.of(wanted.granted(at.now(), yes.charged())),
                no -> Optional.empty(),
                never -> Optional.empty());
        List<StoredThrottle> standing = held.stream()
                .filter(stored -> stored.throttle().isInForce(at.now())
                        && stored.throttle().aim().matches(wanted.kind()))
                .map(stored -> stored.with(books.after(stored.throttle())))
                .toList();
        return Outcome.done(new Judged(verdict, permit, standing, at.now()));
    }

    private boolean hasRoom(PermitBatch batch, int granted) {
        if (!batch.room().has(granted + 1) && batch.room().isToBeCounted()) {
            batch.room().counted(MAX_LIVE - permits.countLive(batch.tenant(), MAX_LIVE) - granted, granted);
        }
        return batch.room().has(granted + 1);
    }

    /** What is not in use any more as it was when it was read. */
    private static List<StoredThrottle> used(List<StoredThrottle> held, Books books) {
        return held.stream()
                .map(stored -> stored.with(books.after(stored.throttle())))
                .filter(after -> held.stream()
                        .noneMatch(before ->
                                before.throttle().id().equals(after.throttle().id())
                                        && isSame(before.throttle(), after.throttle())))
                .toList();
    }

    private static boolean isSame(Throttle before, Throttle after) {
        return before.use().active() == after.use().active()
                && before.use().hour().equals(after.use().hour())
                && before.use().tokens() == after.use().tokens()
                && before.wouldHaveRefused() == after.wouldHaveRefused();
    }
}
