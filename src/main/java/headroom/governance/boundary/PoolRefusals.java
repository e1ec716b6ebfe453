package headroom.governance.boundary;

import headroom.kernel.FieldError;
import headroom.kernel.Refusal;
import headroom.kernel.TenantId;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Why something cannot be done with a pool. */
final class PoolRefusals {
    private PoolRefusals() {}

    static Refusal noPool(UUID id) {
        return Refusal.of(Refusal.Kind.NOT_FOUND, "there is no pool " + id);
    }

    static Refusal noMember(TenantId tenant) {
        return Refusal.of(Refusal.Kind.NOT_FOUND, tenant + " is not in the pool");
    }

    static Refusal nameTaken(String name, UUID id) {
        return Refusal.of(
                Refusal.Kind.ALREADY_EXISTS, "there is a pool " + name + " already: " + id, Map.of("pool_id", id));
    }

    static Refusal broken(List<FieldError> errors) {
        return Refusal.of(Refusal.Kind.INVALID_POOL, "the pool breaks a rule", errors);
    }
}
