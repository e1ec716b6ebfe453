package headroom.governance.rule;

import java.time.Instant;

/**
 * A pool that is no more.
 *
 * @param name as it was last; another pool may have it since
 * @param by who deleted it
 */
public record DeletedPool(String name, String resourceType, String by, Instant at) {}
