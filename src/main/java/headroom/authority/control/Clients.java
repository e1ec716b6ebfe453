package headroom.authority.control;

import headroom.authority.rule.RegisteredClient;
import headroom.kernel.Scope;
import headroom.kernel.TenantId;
import headroom.platform.Sql;
import headroom.platform.TransactionLocks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The registered clients. A client names itself before it is known whose it is, so a live client id is one's alone. */
@ApplicationScoped
public class Clients {
    private static final String COLUMNS =
            "tenant_id, id, client_id, name, scopes, secret_hash, jwks, created_at, version from oauth_clients";

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private TransactionLocks locks;

    /** The live client of this id. */
    public Optional<RegisteredClient> find(String clientId) {
        return one(entities.createNativeQuery("select " + COLUMNS + " where client_id = ?1 and deleted_at is null")
                .setParameter(1, clientId)
                .getResultList());
    }

    /** The tenant's live clients behind this one, in the order in which they were registered. */
    public List<RegisteredClient> page(TenantId tenant, Optional<UUID> after, int limit) {
        List<?> rows = entities.createNativeQuery("select " + COLUMNS + """
                         where tenant_id = ?1 and deleted_at is null
                          and id > cast(?2 as uuid) order by id limit ?3
                        """)
                .setParameter(1, tenant.value())
                .setParameter(2, after.orElse(new UUID(0, 0)).toString())
                .setParameter(3, limit)
                .getResultList();
        return rows.stream().map(row -> client((Object[]) row)).toList();
    }

    /** Whether anybody could register others. */
    public boolean hasPlatformClient() {
        return !entities.createNativeQuery(
                        "select 1 from oauth_clients where deleted_at is null and scopes like ?1 limit 1")
                .setParameter(1, "%" + Scope.PLATFORM.wireName() + "%")
                .getResultList()
                .isEmpty();
    }

    /** Of several transactions that begin with this, one goes on at a time. */
    public void takeTurns() {
        locks.hold("oauth clients");
    }

    /** Registers a client; false where its id is taken. */
    public boolean add(RegisteredClient client) {
        return entities.createNativeQuery("""
                                insert into oauth_clients (tenant_id, id, client_id, name, scopes, secret_hash, jwks, created_at)
                                values (?1, cast(?2 as uuid), ?3, ?4, ?5, cast(?6 as text), cast(?7 as text),
                                        cast(?8 as timestamptz))
                                on conflict (client_id) where deleted_at is null do nothing
                                """)
                        .setParameter(1, client.tenant().value())
                        .setParameter(2, client.id().toString())
                        .setParameter(3, client.clientId())
                        .setParameter(4, client.name())
                        .setParameter(5, words(client.scopes()))
                        .setParameter(6, client.secretHash())
                        .setParameter(7, client.jwks())
                        .setParameter(8, client.createdAt().toString())
                        .executeUpdate()
                == 1;
    }

    /** Whether the client still lives, which it then does until the transaction ends. */
    public boolean isKept(RegisteredClient client) {
        return isHeld(client, "for share");
    }

    /** The same, held against whoever keeps or ends it. */
    public boolean lock(RegisteredClient client) {
        return isHeld(client, "for update");
    }

    private boolean isHeld(RegisteredClient client, String locking) {
        return !entities.createNativeQuery("""
                        select 1 from oauth_clients
                        where tenant_id = ?1 and id = cast(?2 as uuid) and deleted_at is null
                        """ + locking)
                .setParameter(1, client.tenant().value())
                .setParameter(2, client.id().toString())
                .getResultList()
                .isEmpty();
    }

    /** Ends a client that is {@linkplain #lock locked}. */
    public void delete(RegisteredClient client, Instant now) {
        entities.createNativeQuery("""
                        update oauth_clients set deleted_at = cast(?3 as timestamptz), version = version + 1
                        where tenant_id = ?1 and id = cast(?2 as uuid)
                        """)
                .setParameter(1, client.tenant().value())
                .setParameter(2, client.id().toString())
                .setParameter(3, now.toString())
                .executeUpdate();
    }

    private static Optional<RegisteredClient> one(List<?> rows) {
        return rows.stream().map(row -> client((Object[]) row)).findFirst();
    }

    private static RegisteredClient client(Object[] column) {
        return new RegisteredClient(
                new TenantId(column[0].toString()),
                Sql.uuid(column[1]),
                column[2].toString(),
                column[3].toString(),
                scopes(column[4].toString()),
                text(column[5]),
                text(column[6]),
                Sql.instant(column[7]),
                ((Number) column[8]).longValue());
    }

    private static @Nullable String text(@Nullable Object column) {
        return column == null ? null : Objects.toString(column);
    }

    /** In the order of the vocabulary. */
    static String words(Set<Scope> scopes) {
        return scopes.stream().sorted().map(Scope::wireName).collect(Collectors.joining(" "));
    }

    private static Set<Scope> scopes(String words) {
        return Arrays.stream(words.split(" "))
                .map(Scope::of)
                .flatMap(Optional::stream)
                .collect(Collectors.toUnmodifiableSet());
    }
}
