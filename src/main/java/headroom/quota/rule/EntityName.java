package headroom.quota.rule;

/**
 * Names at most one live quota of a tenant (rule Q1).
 *
 * @param type what it is
 * @param id the caller's own id of it, 1 to 255 characters
 * @param resourceType what is counted
 */
public record EntityName(EntityType type, String id, String resourceType) {
    @Override
    public String toString() {
        return type.wireName() + " " + id + " (" + resourceType + ")";
    }
}
