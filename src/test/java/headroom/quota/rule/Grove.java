package headroom.quota.rule;

import headroom.kernel.Amount;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Trees of quotas as tests speak of them: by name, in whole numbers, with a clock that is set by hand. */
final class Grove {
    static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

    private Books books = new Books(List.of());
    private Instant now = START;

    static Amount amount(long value) {
        return Amount.of(value);
    }

    static Amount amount(String value) {
        return Amount.of(value);
    }

    static UUID id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    static EntityName named(String name) {
        return named(EntityType.TEAM, name);
    }

    static EntityName named(EntityType type, String name) {
        return new EntityName(type, name, "concurrent_gpus");
    }

    static Limits limit(long limit) {
        return Limits.of(amount(limit));
    }

    static Limits overcommitted(long limit, String ratio) {
        return new Limits(amount(limit), new BigDecimal(ratio), null, null, Limits.DEFAULT_BURST_SECONDS);
    }

    static Limits soft(long limit, long softLimit) {
        return new Limits(
                amount(limit), Limits.DEFAULT_OVERCOMMIT_RATIO, amount(softLimit), null, Limits.DEFAULT_BURST_SECONDS);
    }

    static Limits burst(long limit, long burstLimit, int burstSeconds) {
        return new Limits(amount(limit), Limits.DEFAULT_OVERCOMMIT_RATIO, null, amount(burstLimit), burstSeconds);
    }

    static Tally using(long usage) {
        return Tally.EMPTY.withBelow(amount(usage), Amount.ZERO);
    }

    static Node node(String name, Limits limits, Tally tally) {
        return new Node(id(name), null, named(name), limits, tally, BurstAccount.full(limits, START));
    }

    Grove root(String name, Limits limits) {
        books.put(node(name, limits, Tally.EMPTY));
        return this;
    }

    Grove below(String parent, String name, Limits limits) {
        books.plant(
                new Node(id(name), id(parent), named(name), limits, Tally.EMPTY, BurstAccount.full(limits, START)),
                now);
        return this;
    }

    Books books() {
        return books;
    }

    Instant now() {
        return now;
    }

    Grove passes(Duration duration) {
        now = now.plus(duration);
        return this;
    }

    Decision asks(String name, long amount) {
        return books.admit(id(name), AllocationState.ACTIVE, amount(amount), now);
    }

    boolean admits(String name, long amount) {
        return asks(name, amount) instanceof Decision.Admitted;
    }

    List<String> violatedBy(String name, long amount) {
        return asks(name, amount)
                .fold(
                        admitted -> List.of(),
                        denied -> denied.violations().stream()
                                .map(violation -> violation.node().name().id())
                                .toList());
    }

    Grove releases(String name, long amount) {
        books.charge(id(name), Charge.end(AllocationState.ACTIVE, amount(amount), Amount.ZERO), now);
        return this;
    }

    Grove limits(String name, Limits limits) {
        books.change(books.node(id(name)).with(limits, now), now);
        return this;
    }

    /** Rule Q13, as the service does it: the usage goes, then the link. */
    Grove moves(String name, String newParent) {
        Node moved = books.node(id(name));
        books.moveUsage(moved, id(newParent), now);
        Node settled = books.node(id(name));
        books.put(new Node(
                settled.id(), id(newParent), settled.name(), settled.limits(), settled.tally(), settled.burst()));
        return this;
    }

    Amount usage(String name) {
        return books.node(id(name)).tally().usage();
    }

    Amount available(String name) {
        return books.node(id(name)).available();
    }

    Amount headroom(String name) {
        return Admission.headroom(books.path(id(name)));
    }
}
