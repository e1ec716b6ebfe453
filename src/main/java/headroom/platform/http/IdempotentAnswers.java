package headroom.platform.http;

import com.fasterxml.jackson.core.type.TypeReference;
import headroom.kernel.Refusal;
import headroom.kernel.TenantId;
import headroom.platform.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

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
        if (!hold(tenant, key)) {
            return Problems.answer(
                    Refusal.of(Refusal.Kind.CONFLICT, "the first request with this idempotency key is still running"));
        }
        List<?> kept = entities.createNativeQuery("""
                        select request_hash, status, headers, body from idempotent_answers
                        where tenant_id = ?1 and idempotency_key = ?2
                        """)
                .setParameter(1, tenant.value())
                .setParameter(2, key.key())
                .getResultList();
        if (!kept.isEmpty()) {
            return answer(key, (Object[]) kept.get(0));
        }
        Answer answer = work.get();
        keep(tenant, key, answer);
        return answer;
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

    private boolean hold(TenantId tenant, IdempotencyKey key) {
        return (boolean) entities.createNativeQuery("select pg_try_advisory_xact_lock(hashtextextended(?1, 0))")
                .setParameter(1, tenant.value() + " " + key.key())
                .getSingleResult();
    }

    private static Answer answer(IdempotencyKey key, Object[] kept) {
        if (!kept[0].equals(key.requestHash())) {
            return Problems.answer(Refusal.of(
                    Refusal.Kind.IDEMPOTENCY_KEY_REUSED,
                    "the idempotency key was used with another request; take a new one"));
        }
        return new Answer(((Number) kept[1]).intValue(), Json.read(kept[2].toString(), HEADERS), kept[3].toString());
    }

    private void keep(TenantId tenant, IdempotencyKey key, Answer answer) {
        entities.createNativeQuery("""
                        insert into idempotent_answers
                            (tenant_id, idempotency_key, request_hash, status, headers, body, answered_at)
                        values (?1, ?2, ?3, ?4, ?5, ?6, clock_timestamp())
                        """)
                .setParameter(1, tenant.value())
                .setParameter(2, key.key())
                .setParameter(3, key.requestHash())
                .setParameter(4, answer.status())
                .setParameter(5, Json.write(answer.headers()))
                .setParameter(6, answer.body())
                .executeUpdate();
    }
}
