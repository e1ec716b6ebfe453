package headroom.governance.boundary;

import headroom.governance.rule.PoolTerms;
import headroom.platform.http.MaxBody;
import headroom.platform.http.YamlBody;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/** The whole policy. */
@MaxBody(PolicyRequest.MAX_BYTES)
@Schema(
        description =
                "The whole policy: pools that it does not name are to be removed. What is absent of a pool or a member is as by default; a demand that is absent is measured.")
public record PolicyRequest(
        @Schema(description = "All pools, each with all its members.") @NotNull @Size(max = MAX_POOLS) List<@NotNull @Valid CreatePoolRequest> pools)
        implements YamlBody {
    /** 4 MiB: about 30,000 members. */
    static final int MAX_BYTES = 4 * 1_048_576;

    /** As many as one transaction can settle while their members wait. */
    static final int MAX_POOLS = PoolTerms.MAX_MEMBERS;
}
