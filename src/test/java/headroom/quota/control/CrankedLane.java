package headroom.quota.control;

import headroom.kernel.Refusal;
import headroom.kernel.TenantId;
import headroom.platform.http.Answer;
import headroom.platform.http.RefusedException;
import headroom.quota.control.Trees.TreeRef;
import headroom.quota.entity.QuotaTree;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A lane that runs when the test turns the crank, on the test's own thread, and decides on no database. What happens to
 * its transactions is planned by the test; one that nothing is planned for decides and ends well.
 */
final class CrankedLane implements Lane.Host {
    static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    static final TenantId TENANT = new TenantId("cranked");
    static final UUID TREE = UUID.fromString("00000000-0000-0000-0000-000000000001");

    private final Lane lane = new Lane(new TreeRef(TENANT, TREE), this);
    private final Queue<Lane> asked = new ArrayDeque<>();
    private final Deque<Consumer<Batch>> planned = new ArrayDeque<>();
    private final List<Batch> transactions = new ArrayList<>();
    private final AtomicInteger admitted = new AtomicInteger();
    private final AtomicInteger left = new AtomicInteger();
    private Consumer<Batch> otherwise = this::commit;
    private Executor executor = this::askHand;
    private int room = Integer.MAX_VALUE;
    private boolean forgetful;
    private int waited;
    private int splits;

    /** A request for nothing, answered with its own name. */
    record Ask(String name, int weight, Runnable deciding) implements Posting<String> {
        @Override
        public String decide(Ledger ledger) {
            deciding.run();
            return name;
        }

        @Override
        public Answer answer(String decided) {
            return new Answer(201, Map.of(), decided);
        }
    }

    Posted<?> ask(String name) {
        return ask(name, 1);
    }

    Posted<?> ask(String name, int weight) {
        return offer(new Posted<>(new Ask(name, weight, () -> {}), Optional.empty()));
    }

    /** A request that does this while it is decided. */
    Posted<?> ask(String name, Runnable deciding) {
        return offer(new Posted<>(new Ask(name, 1, deciding), Optional.empty()));
    }

    <T> Alone<T> alone(Supplier<T> work) {
        return offer(new Alone<>(work));
    }

    private <W extends Waiting<?>> W offer(W work) {
        if (!lane.offer(work)) {
            throw new IllegalStateException("the lane is retired");
        }
        return work;
    }

    Lane lane() {
        return lane;
    }

    /** Runs the lane once, where it asked for it. */
    void turn() {
        Lane next = asked.poll();
        if (next != null) {
            next.run();
        }
    }

    /** Runs the lane as long as it asks for it. */
    void turnOn() {
        while (isAsked()) {
            turn();
        }
    }

    boolean isAsked() {
        return !asked.isEmpty();
    }

    /** The next transaction does this. */
    void plan(Consumer<Batch> transaction) {
        planned.add(transaction);
    }

    /** Every transaction without a plan does this. */
    void otherwise(Consumer<Batch> transaction) {
        otherwise = transaction;
    }

    void runOn(Executor other) {
        executor = other;
    }

    /** The test turns the crank again. */
    void runOnHand() {
        executor = this::askHand;
    }

    private void askHand(Runnable asking) {
        asked.add((Lane) asking);
    }

    void admitNoMoreThan(int callers) {
        room = callers;
    }

    void forgetEverything() {
        forgetful = true;
    }

    /** Holds the tree and decides all postings. */
    Ledger decide(Batch batch) {
        KeptTree kept = tree(batch);
        Ledger ledger = kept.ledger(TENANT, NOW);
        batch.held();
        batch.postings().forEach(posted -> posted.decide(ledger));
        return ledger;
    }

    /** Does all that the transaction is to do; it may end. */
    void commit(Batch batch) {
        Ledger ledger = decide(batch);
        batch.ready(tree(batch), ledger, true);
    }

    private static KeptTree tree(Batch batch) {
        return batch.known() == null ? newTree() : batch.known();
    }

    static KeptTree newTree() {
        return new KeptTree(new QuotaTree(TENANT, TREE, "concurrent_gpus", null, null, NOW));
    }

    @Override
    public void admit(int callersOfLane, boolean givesBack) {
        if (callersOfLane >= room) {
            throw new RefusedException(Refusal.of(Refusal.Kind.THROTTLED, "too many"));
        }
        admitted.incrementAndGet();
    }

    @Override
    public void left(int callers) {
        left.addAndGet(callers);
    }

    @Override
    public void execute(Lane asking) {
        executor.execute(asking);
    }

    @Override
    public boolean keep(int quotas, int before) {
        return !forgetful;
    }

    @Override
    public void transact(Batch batch) {
        transactions.add(batch);
        Consumer<Batch> plan = planned.poll();
        (plan == null ? otherwise : plan).accept(batch);
    }

    @Override
    public void waited(double seconds) {
        waited++;
    }

    @Override
    public void split() {
        splits++;
    }

    /** The transactions that were begun. */
    List<Batch> transactions() {
        return transactions;
    }

    /** The requests of each transaction that was begun. */
    List<List<String>> batches() {
        return transactions.stream()
                .map(batch -> batch.postings().stream()
                        .map(posted -> ((Ask) posted.posting()).name())
                        .toList())
                .toList();
    }

    int splits() {
        return splits;
    }

    int waited() {
        return waited;
    }

    int callers() {
        return admitted.get() - left.get();
    }
}
