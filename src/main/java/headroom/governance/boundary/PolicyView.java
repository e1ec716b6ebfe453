package headroom.governance.boundary;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** The whole policy as one document, which can be planned as it is. */
@Schema(name = "Policy", description = "The whole policy as one document, which can be planned as it is.")
public record PolicyView(
        @Schema(description = "All pools, by name.") List<PoolPolicyView> pools) {}
