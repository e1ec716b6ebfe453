package headroom.platform.http;

import com.fasterxml.jackson.core.type.TypeReference;
import headroom.kernel.Refusal;
import headroom.kernel.TenantId;
import headroom.platform.Sql;
import headroom.platform.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Answers a repeated request as it was answered first (rule A6). The answer is kept in the transaction that it tells of,
 * so there is never one without the other. While the first is still running its key is held by an advisory lock that ends
 * with its transaction, whatever becomes of its server. A request without a key costs nothing.
 */
@ApplicationScoped
public class IdempotentAnswers {
    /** How long an answer is kept. */
    public static final Duration KEPT = Duration.ofHours(24);

    private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

    @PersistenceContext
    private EntityManager entities;

    /** The kept answer, or the work's, which is then kept. Called within the work's transaction. */
    public Answer once(TenantId tenant, Optional<IdempotencyKey> key, Supplier<Answer> work) {
        return key.isPresent() ? once(tenant, key.get(), work) : work.get();
    }

    private Answer once(TenantId tenant, IdempotencyKey key, Supplier<Answer> work) {
        Map<IdempotencyKey, Answer> known = hold(tenant, List.of(key));
        if (known.containsKey(key)) {
            return known.get(key);
        }
        Answer answer = work.get();
        keep(tenant, Map.of(key, answer));
        return answer;
    }

    /**
     * Takes these keys for the transaction, each used once among them, and tells the answer of each that has one already:
     * the first one's, or why there is none. What is missing in the map is the caller's to answer and to
     * {@linkplain #keep keep}.
     */
    public Map<IdempotencyKey, Answer> hold(TenantId tenant, Collection<IdempotencyKey> keys) {
        Map<IdempotencyKey, Answer> known = new HashMap<>();
        Map<String, IdempotencyKey> held = new HashMap<>();
        Set<String> free = tryLocks(tenant, keys);
        for (IdempotencyKey key : keys) {
            if (free.contains(key.key())) {
                held.put(key.key(), key);
            } else {
                known.put(key, running());
            }
        }
        // After the locks, and so in a later snapshot: who held one has committed what it kept.
        kept(tenant, held.keySet()).forEach(row -> {
            IdempotencyKey key = held.get(row[0].toString());
            if (key != null) {
                known.put(key, answer(key, row));
            }
        });
        return known;
    }

    /** The answer to a request whose key is another's that has no answer yet. */
    public static Answer running() {
        return Problems.answer(
                Refusal.of(Refusal.Kind.CONFLICT, "the first request with this idempotency key is still running"));
    }

    /** Keeps the answers to keys that this transaction holds. */
    public void keep(TenantId tenant, Map<IdempotencyKey, Answer> answers) {
        if (answers.isEmpty()) {
            return;
        }
        Set<IdempotencyKey> keys = answers.keySet();
        entities.createNativeQuery("""
                        insert into idempotent_answers
                            (tenant_id, idempotency_key, request_hash, status, headers, body, answered_at)
                        select ?1, n.key, n.hash, n.status, n.headers, n.body, clock_timestamp()
                        from unnest(cast(?2 as text[]), cast(?3 as text[]), cast(?4 as smallint[]), cast(?5 as text[]),
                                    cast(?6 as text[])) as n (key, hash, status, headers, body)
                        """)
                .setParameter(1, tenant.value())
                .setParameter(2, Sql.array(keys, IdempotencyKey::key))
                .setParameter(3, Sql.array(keys, IdempotencyKey::requestHash))
                .setParameter(4, Sql.array(answers.values(), Answer::status))
                .setParameter(5, Sql.array(answers.values(), answer -> Json.write(answer.headers())))
                .setParameter(6, Sql.array(answers.values(), Answer::body))
                .executeUpdate();
    }

    /** Forgets answers from before this instant; tells how many. Servers that do so at once share the work. */
    public int forget(Instant before, int limit) {
        return entities.createNativeQuery("""
                        delete from idempotent_answers where (tenant_id, idempotency_key) in (
                            select tenant_id, idempotency_key from idempotent_answers
                            where answered_at < cast(?1 as timestamptz) limit ?2 for update skip locked)
                        """)
                .setParameter(1, before.toString())
                .setParameter(2, limit)
                .executeUpdate();
    }

    private Set<String> tryLocks(TenantId tenant, Collection<IdempotencyKey> keys) {
        List<?> rows = entities.createNativeQuery("""
                        select k.key from unnest(cast(?2 as text[])) as k (key)
                        where pg_try_advisory_xact_lock(hashtextextended(cast(?1 as text) || ' ' || k.key, 0))
                        """)
                .setParameter(1, tenant.value())
                .setParameter(2, Sql.array(keys, IdempotencyKey::key))
                .getResultList();
        return rows.stream().map(Object::toString).collect(Collectors.toSet());
    }

    private List<Object[]> kept(TenantId tenant, Collection<String> keys) {
        List<?> rows = entities.createNativeQuery("""
                        select idempotency_key, request_hash, status, headers, body from idempotent_answers
                        where tenant_id = ?1 and idempotency_key = any (cast(?2 as text[]))
                        """)
                .setParameter(1, tenant.value())
                .setParameter(2, Sql.array(keys))
                .getResultList();
        return rows.stream().map(Object[].class::cast).toList();
    }

    private static Answer answer(IdempotencyKey key, Object[] kept) {
        if (!kept[1].equals(key.requestHash())) {
            return Problems.answer(Refusal.of(
                    Refusal.Kind.IDEMPOTENCY_KEY_REUSED,
                    "the idempotency key was used with another request; take a new one"));
        }
        return new Answer(((Number) kept[2]).intValue(), Json.read(kept[3].toString(), HEADERS), kept[4].toString());
    }
}
