package headroom.governance.boundary;

import headroom.governance.rule.MemberTerms;
import headroom.governance.rule.PoolOptions;
import headroom.governance.rule.PoolTerms;
import headroom.governance.rule.Strategy;
import headroom.kernel.Amount;
import headroom.platform.http.JsonBody;
import headroom.platform.http.MaxBody;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A pool to be made. */
@MaxBody(MaxBody.BATCH_BYTES)
@Schema(description = "A pool to be made: the capacity of one resource that tenants share.")
public record CreatePoolRequest(
        @Schema(description = "Names it among all pools.", example = "gpus-eu")
        @NotNull @Pattern(regexp = PoolWire.NAME, message = PoolWire.NAME_MESSAGE) String name,

        @Schema(description = "What it is the capacity of; it never changes.", example = "concurrent_gpus")
        @NotNull @Pattern(regexp = PoolWire.RESOURCE_TYPE, message = PoolWire.RESOURCE_TYPE_MESSAGE) String resourceType,

        @Schema(
                description = "What there is to share.",
                type = "number",
                minimum = "0",
                maximum = "1000000000000000",
                example = "120")
        @NotNull Amount capacity,

        @Schema(description = "How it is divided.", implementation = Strategy.class) @NotNull Strategy strategy,

        @Schema(nullable = true) @Valid @Nullable PoolOptionsRequest options,

        @Schema(description = "Who shares it; nobody yet when absent.", nullable = true)
        @Size(max = PoolTerms.MAX_MEMBERS) @Nullable List<@NotNull @Valid MemberRequest> members)
        implements JsonBody {

    PoolTerms terms() {
        return new PoolTerms(
                name,
                resourceType,
                capacity,
                strategy,
                options == null ? PoolOptions.DEFAULT : options.after(PoolOptions.DEFAULT));
    }

    List<MemberTerms> memberTerms() {
        return members == null
                ? List.of()
                : members.stream().map(member -> member.terms(null)).toList();
    }
}
