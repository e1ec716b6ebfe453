package headroom.governance.boundary;

import headroom.governance.rule.DeletedPool;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/** A pool that is no more, beside what is kept of it. */
@Schema(name = "DeletedPool", description = "A pool that has been deleted; its runs are kept for a while.")
public record DeletedPoolView(
        @Schema(description = "Its name at last; another pool may have it since.", example = "gpus-eu")
        String name,

        @Schema(description = "What it was the capacity of.", example = "concurrent_gpus")
        String resourceType,

        @Schema(description = "When it was deleted.", example = "2026-11-21T09:00:00Z")
        Instant deletedAt,

        @Schema(description = "Who deleted it.", example = "governor")
        String deletedBy) {
    static DeletedPoolView of(DeletedPool pool) {
        return new DeletedPoolView(pool.name(), pool.resourceType(), pool.at(), pool.by());
    }
}
