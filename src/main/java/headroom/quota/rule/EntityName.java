package headroom.quota.rule;

/**
 * Names at most one live quota of a tenant (rule Q1).
 *
 * @param type what it is
 * @param id the caller's own id of it, 1 to 255 characters
 * @param resourceType what is counted
 */
public record EntityName(EntityType type, String id, String resourceType) {
    /** Written out: it is the key of what is looked up most, and the generated one is several times slower. */
    @Override
    public int hashCode() {
        return (type.hashCode() * 31 + id.hashCode()) * 31 + resourceType.hashCode();
    }

    @Override
    public String toString() {
        return type.wireName() + " " + id + " (" + resourceType + ")";
    }
}
