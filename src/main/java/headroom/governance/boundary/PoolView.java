package headroom.governance.boundary;

import com.fasterxml.jackson.annotation.JsonInclude;
import headroom.governance.control.PoolSettling.Seen;
import headroom.governance.rule.Division;
import headroom.governance.rule.Lending;
import headroom.governance.rule.Pool;
import headroom.governance.rule.PoolTerms;
import headroom.governance.rule.Strategy;
import headroom.kernel.Amount;
import headroom.kernel.TenantId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A pool, as it is shown. */
@Schema(name = "Pool", description = "The capacity of one resource that tenants share, and how they stand.")
@JsonInclude(JsonInclude.Include.ALWAYS)
public record PoolView(
        @Schema(description = "Names the pool.") UUID id,

        @Schema(description = "For people, one among all pools.", example = "gpus-eu")
        String name,

        @Schema(description = "What it is the capacity of.", example = "concurrent_gpus")
        String resourceType,

        @Schema(description = "What there is to share.", type = "number", example = "120")
        Amount capacity,

        @Schema(description = "How it is divided.", implementation = Strategy.class)
        Strategy strategy,

        @Schema(description = "What is settled beside the strategy.")
        PoolOptionsView options,

        @Schema(description = "Who shares it, by tenant; to a tenant only itself.")
        List<PoolMemberView> members,

        @Schema(
                description = "What all members use; null to a tenant.",
                type = "number",
                nullable = true,
                example = "100")
        @Nullable Amount usage,

        @Schema(
                description =
                        "What is not free: of each member the larger of share and usage. At most the capacity, unless that was lowered or is oversubscribed. Null to a tenant.",
                type = "number",
                nullable = true,
                example = "120")
        @Nullable Amount held,

        @Schema(description = "Who uses what would be another's by entitlement; nothing to a tenant.")
        List<BorrowingView> borrowings,

        @Schema(
                description =
                        "Whether every share in force is what the strategy says; not yet while some use more than their share.",
                example = "true")
        boolean settled,

        @Schema(description = "The number of the newest run.", example = "17")
        long run,

        @Schema(description = "As in the ETag; moves with every change of the pool or its members.", example = "3")
        long version,

        @Schema(description = "When it was made.") Instant createdAt,
        @Schema(description = "When it was changed last.") Instant updatedAt) {

    /**
     * How a pool stands.
     *
     * @param shown of which members
     */
    static PoolView of(Pool pool, Seen seen, Predicate<TenantId> shown) {
        PoolTerms terms = pool.terms();
        boolean whole = seen.claimed().keySet().stream().allMatch(shown);
        return new PoolView(
                pool.id(),
                terms.name(),
                terms.resourceType(),
                terms.capacity(),
                terms.strategy(),
                PoolOptionsView.of(terms.options()),
                members(seen, shown),
                whole ? seen.used() : null,
                whole ? seen.held() : null,
                whole ? borrowings(terms, seen) : List.of(),
                pool.settled(),
                pool.runNumber(),
                pool.version(),
                pool.createdAt(),
                pool.updatedAt());
    }

    private static List<PoolMemberView> members(Seen seen, Predicate<TenantId> shown) {
        return seen.members().stream()
                .filter(member -> shown.test(member.terms().tenant()))
                .map(member -> PoolMemberView.of(member, seen))
                .toList();
    }

    /** Where the members are bound at all; nobody borrows where everybody gets what is asked for. */
    private static List<BorrowingView> borrowings(PoolTerms terms, Seen seen) {
        if (terms.strategy() == Strategy.UNLIMITED || terms.strategy() == Strategy.MAX_LIMIT) {
            return List.of();
        }
        Map<TenantId, Amount> held = new LinkedHashMap<>();
        seen.standings().forEach((tenant, standing) -> held.put(tenant, standing.held()));
        return Lending.of(held, Division.entitlements(terms.strategy(), terms.capacity(), seen.claims())).stream()
                .map(BorrowingView::of)
                .toList();
    }

    /** Who uses what would be another's. */
    @Schema(name = "Borrowing", description = "Who uses what would be another's.")
    public record BorrowingView(
            @Schema(description = "Whose share is beyond its entitlement.", example = "acme")
            String borrower,

            @Schema(
                    description = "Whose share is below its own; null: what the pool keeps for nobody.",
                    nullable = true,
                    example = "umbrella")
            @Nullable String lender,

            @Schema(description = "How much.", type = "number", example = "20")
            Amount amount) {
        static BorrowingView of(Lending lending) {
            TenantId lender = lending.lender();
            return new BorrowingView(
                    lending.borrower().value(), lender == null ? null : lender.value(), lending.amount());
        }
    }
}
