package headroom.governance.boundary;

import headroom.governance.rule.MemberTerms;
import headroom.governance.rule.PoolTerms;
import headroom.governance.rule.Strategy;
import headroom.kernel.Amount;
import headroom.kernel.TenantId;
import headroom.platform.http.JsonBody;
import headroom.platform.http.MaxBody;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A change of a pool: what is absent stays. */
@MaxBody(MaxBody.BATCH_BYTES)
@Schema(description = "A change of a pool: what is absent stays as it is. A list of members is the whole of it.")
public record ChangePoolRequest(
        @Schema(description = "Names it among all pools.", nullable = true, example = "gpus-eu")
        @Pattern(regexp = PoolWire.NAME, message = PoolWire.NAME_MESSAGE) @Nullable String name,

        @Schema(
                description = "What there is to share. Lowered below what is used, it takes nothing away.",
                type = "number",
                minimum = "0",
                maximum = "1000000000000000",
                nullable = true,
                example = "240")
        @Nullable Amount capacity,

        @Schema(description = "How it is divided.", implementation = Strategy.class, nullable = true) @Nullable Strategy strategy,

        @Schema(nullable = true) @Valid @Nullable PoolOptionsRequest options,

        @Schema(description = "Who shares it: others leave.", nullable = true)
        @Size(max = PoolTerms.MAX_MEMBERS) @Nullable List<@NotNull @Valid MemberRequest> members)
        implements JsonBody {

    PoolTerms after(PoolTerms before) {
        return new PoolTerms(
                name == null ? before.name() : name,
                before.resourceType(),
                capacity == null ? before.capacity() : capacity,
                strategy == null ? before.strategy() : strategy,
                options == null ? before.options() : options.after(before.options()));
    }

    /** The members after the change, where it names them. */
    Optional<List<MemberTerms>> members(Map<TenantId, MemberTerms> before) {
        return Optional.ofNullable(members)
                .map(all -> all.stream()
                        .map(member -> member.terms(Optional.ofNullable(before.get(new TenantId(member.tenant())))
                                .map(MemberTerms::demand)
                                .orElse(null)))
                        .toList());
    }
}
