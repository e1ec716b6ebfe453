package headroom.quota.control;

import headroom.kernel.Constants;
import headroom.kernel.TenantId;
import headroom.quota.rule.ResourceType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The resource types that a tenant can count: the built-in ones and its own (rule Q11). */
@ApplicationScoped
public class ResourceTypes {
    @PersistenceContext
    private EntityManager entities;

    public Optional<ResourceType> find(TenantId tenant, String name) {
        return ResourceType.builtIn(name)
                .or(() -> registered(tenant).stream()
                        .filter(type -> type.name().equals(name))
                        .findFirst());
    }

    /** The built-in ones, then the registered ones by name. */
    public List<ResourceType> all(TenantId tenant) {
        return Stream.concat(ResourceType.builtIn().stream(), registered(tenant).stream())
                .toList();
    }

    /** Registers a type; false where the tenant has one of that name. */
    public boolean add(TenantId tenant, ResourceType type) {
        return entities.createNativeQuery("""
                                insert into resource_types (tenant_id, name, unit, kind) values (?1, ?2, ?3, ?4)
                                on conflict do nothing
                                """)
                        .setParameter(1, tenant.value())
                        .setParameter(2, type.name())
                        .setParameter(3, type.unit())
                        .setParameter(4, Constants.written(type.kind()))
                        .executeUpdate()
                == 1;
    }

    private List<ResourceType> registered(TenantId tenant) {
        List<?> rows = entities.createNativeQuery(
                        "select name, unit, kind from resource_types where tenant_id = ?1 order by name")
                .setParameter(1, tenant.value())
                .getResultList();
        return rows.stream().map(row -> type((Object[]) row)).toList();
    }

    private static ResourceType type(Object[] column) {
        return new ResourceType(
                column[0].toString(), column[1].toString(), Constants.read(ResourceType.Kind.class, column[2]));
    }
}
