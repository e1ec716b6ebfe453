package headroom.governance.boundary;

import com.fasterxml.jackson.annotation.JsonInclude;
import headroom.governance.control.Divided;
import headroom.governance.control.Runs.Whole;
import headroom.governance.rule.DeletedPool;
import headroom.governance.rule.Strategy;
import headroom.kernel.Amount;
import headroom.kernel.TenantId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A run with what it divided, and what comes out when that is divided again now. */
@Schema(
        name = "PoolRun",
        description = "A run of a pool with what it divided, and what comes out when that is divided again.")
@JsonInclude(JsonInclude.Include.ALWAYS)
public record RunView(
        @Schema(description = "Counts the runs of the pool.", example = "17")
        long number,

        @Schema(description = "When it was.") Instant at,

        @Schema(description = "Why.", example = "round") String cause,

        @Schema(description = "What it was the capacity of.", example = "concurrent_gpus")
        String resourceType,

        @Schema(description = "What there was to share.", type = "number", example = "120")
        Amount capacity,

        @Schema(description = "How it was divided.", implementation = Strategy.class)
        Strategy strategy,

        @Schema(description = "Whether the members could together use more than the capacity.", example = "false")
        boolean oversubscribe,

        @Schema(description = "Of the strategy priority.", example = "5")
        BigDecimal floorPercent,

        @Schema(description = "The members as they were, by tenant.")
        List<RunMemberView> members,

        @Schema(description = "Whether dividing it again, which this answer does, comes to the same.", example = "true")
        boolean replaysToTheSame,

        @Schema(description = "The pool, where it has been deleted since; null while it is there.", nullable = true)
        @Nullable DeletedPoolView deletedPool) {

    /**
     * The run.
     *
     * @param gone the pool, where it has been deleted
     */
    static RunView of(Whole whole, @Nullable DeletedPool gone) {
        Divided divided = whole.divided();
        Map<TenantId, Amount> again = divided.again();
        List<RunMemberView> members = divided.members().stream()
                .map(part -> RunMemberView.of(part, again.get(new TenantId(part.tenant()))))
                .toList();
        return new RunView(
                whole.run().number(),
                whole.run().at(),
                whole.run().cause(),
                divided.resourceType(),
                divided.capacity(),
                divided.strategy(),
                divided.oversubscribe(),
                PoolWire.plain(divided.floorPercent()),
                members,
                members.stream().allMatch(member -> Objects.equals(member.target(), member.replayed())),
                gone == null ? null : DeletedPoolView.of(gone));
    }

    /** A member as a run found and left it. */
    @Schema(name = "PoolRunMember", description = "A member as a run found and left it.")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record RunMemberView(
            @Schema(description = "The tenant.", example = "acme")
            String tenant,

            @Schema(description = "Its weight.", example = "1")
            BigDecimal weight,

            @Schema(description = "Its priority.", example = "0")
            int priority,

            @Schema(description = "What was kept for it.", type = "number", example = "0")
            Amount reserved,

            @Schema(description = "The most that it could get.", type = "number", nullable = true, example = "50")
            @Nullable Amount max,

            @Schema(description = "What it wanted.", type = "number", example = "80")
            Amount demand,

            @Schema(description = "Whether it might want more, as it was only seen.", example = "false")
            boolean open,

            @Schema(description = "What it used.", type = "number", example = "50")
            Amount usage,

            @Schema(
                    description = "What the strategy said; null: not bounded.",
                    type = "number",
                    nullable = true,
                    example = "60")
            @Nullable Amount target,

            @Schema(
                    description = "What its tree could use after the run.",
                    type = "number",
                    nullable = true,
                    example = "60")
            @Nullable Amount share,

            @Schema(
                    description = "What the strategy says of the same now.",
                    type = "number",
                    nullable = true,
                    example = "60")
            @Nullable Amount replayed) {
        static RunMemberView of(Divided.Part part, @Nullable Amount replayed) {
            return new RunMemberView(
                    part.tenant(),
                    PoolWire.plain(part.weight()),
                    part.priority(),
                    part.reserved(),
                    part.max(),
                    part.demand(),
                    part.open(),
                    part.usage(),
                    part.target(),
                    part.share(),
                    replayed);
        }
    }
}
