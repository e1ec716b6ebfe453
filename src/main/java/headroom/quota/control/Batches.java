package headroom.quota.control;

import headroom.kernel.TenantId;
import headroom.platform.http.Answer;
import headroom.platform.http.IdempotencyKey;
import headroom.platform.http.IdempotentAnswers;
import headroom.quota.control.Trees.Advanced;
import headroom.quota.control.Trees.TreeRef;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides a batch within the caller's transaction: holds the tree by moving its version, reads what the postings need and
 * is not known, decides them in their order, and writes all in bulk. What was known of the tree is used only where its
 * version has not moved; else the tree is read again, under its lock.
 */
@ApplicationScoped
public class Batches {
    @Inject
    private Trees trees;

    @Inject
    private Ledgers ledgers;

    @Inject
    private IdempotentAnswers answers;

    /**
     * Decides every posting and writes what they led to. Where nothing is written the transaction is to be rolled back:
     * denials leave no trace.
     */
    public void decide(Batch batch) {
        Held held = hold(batch);
        batch.held();
        TenantId tenant = batch.tree().tenant();
        held.kept().bind(held.at().share());
        Ledger ledger = held.kept().ledger(tenant, held.now());
        ledger.pause(held.at().pause());
        Keys keys = new Keys(batch.postings());
        Map<IdempotencyKey, Answer> known = keys.isEmpty() ? Map.of() : answers.hold(tenant, keys.first());
        read(ledger, batch);
        Map<IdempotencyKey, Answer> kept = new LinkedHashMap<>();
        for (Posted<?> posted : batch.postings()) {
            Optional<Answer> before = keys.answerBefore(posted, known);
            if (before.isPresent()) {
                posted.decidedBefore(before.get());
            } else {
                posted.decide(ledger).ifPresent(answer -> kept.put(posted.key().orElseThrow(), answer));
            }
        }
        answers.keep(tenant, kept);
        ledgers.write(ledger);
        batch.ready(held.kept(), ledger, held.changed() || !kept.isEmpty() || !ledger.isUnchanged());
    }

    /**
     * A tree that is held.
     *
     * @param at the moment of the decisions
     * @param changed whether holding it has changed it
     */
    private record Held(KeptTree kept, Advanced at, boolean changed) {
        Instant now() {
            return at.now();
        }
    }

    private Held hold(Batch batch) {
        @Nullable KeptTree known = batch.known();
        if (known != null) {
            Optional<Advanced> advanced = trees.advance(batch.tree(), known.version());
            if (advanced.isPresent()) {
                return broughtUpToDate(batch.tree(), new Held(known, advanced.get(), false));
            }
            batch.reloaded();
        }
        return broughtUpToDate(batch.tree(), holdAnew(batch.tree()));
    }

    private Held holdAnew(TreeRef tree) {
        KeptTree read = new KeptTree(trees.detached(tree));
        return new Held(read, trees.advance(tree, read.version()).orElseThrow(), false);
    }

    private Held broughtUpToDate(TreeRef tree, Held held) {
        if (!held.kept().isOutOfDate(held.now())) {
            return held;
        }
        ledgers.bringUpToDate(
                tree.tenant(), trees.lock(tree.tenant(), tree.treeId()).orElseThrow(), held.now());
        Held next = holdAnew(tree);
        return new Held(next.kept(), next.at(), true);
    }

    private void read(Ledger ledger, Batch batch) {
        ledgers.read(
                ledger,
                needs(batch)
                        .flatMap(posting -> posting.quotaIds().stream())
                        .distinct()
                        .toList());
        List<UUID> allocationIds = needs(batch)
                .flatMap(posting -> posting.allocationIds().stream())
                .distinct()
                .toList();
        if (!allocationIds.isEmpty()) {
            ledgers.readAllocations(ledger, allocationIds);
        }
        ledger.expectJobs(
                needs(batch).flatMap(posting -> posting.jobs().stream()).toList());
        if (batch.isLookingAtJobs()) {
            ledgers.lookAtJobs(ledger);
        }
    }

    private static Stream<Posting<?>> needs(Batch batch) {
        return batch.postings().stream().map(Posted::posting);
    }

    /** The idempotency keys of a batch. The first posting with a key holds it, the others hear that it is running. */
    private static final class Keys {
        private final Map<Posted<?>, IdempotencyKey> first = new HashMap<>();
        private final Set<Posted<?>> later = new HashSet<>();

        Keys(List<Posted<?>> postings) {
            Set<String> used = new HashSet<>();
            for (Posted<?> posted : postings) {
                posted.key().ifPresent(key -> {
                    if (used.add(key.key())) {
                        first.put(posted, key);
                    } else {
                        later.add(posted);
                    }
                });
            }
        }

        boolean isEmpty() {
            return first.isEmpty();
        }

        List<IdempotencyKey> first() {
            return new ArrayList<>(first.values());
        }

        Optional<Answer> answerBefore(Posted<?> posted, Map<IdempotencyKey, Answer> known) {
            if (later.contains(posted)) {
                return Optional.of(posted.context().on(IdempotentAnswers::running));
            }
            return posted.key().map(known::get);
        }
    }
}
