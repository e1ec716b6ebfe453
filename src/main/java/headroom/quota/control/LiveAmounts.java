package headroom.quota.control;

import headroom.kernel.Amount;
import headroom.platform.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is held now, over all tenants. */
@ApplicationScoped
public class LiveAmounts {
    @PersistenceContext
    private EntityManager entities;

    /** The usage of all roots, by resource type. */
    public Map<String, Amount> byResourceType() {
        List<?> rows = entities.createNativeQuery("""
                        select q.resource_type, sum(c.usage) from quotas q
                        join quota_counters c on c.tenant_id = q.tenant_id and c.quota_id = q.id
                        where q.parent_id is null and q.deleted_at is null group by q.resource_type
                        """).getResultList();
        Map<String, Amount> amounts = new HashMap<>();
        for (Object row : rows) {
            Object[] column = (Object[]) row;
            amounts.put(column[0].toString(), Sql.amount(column[1]));
        }
        return amounts;
    }
}
