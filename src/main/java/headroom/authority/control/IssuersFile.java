package headroom.authority.control;

import headroom.authority.rule.ClaimNames;
import headroom.authority.rule.TrustedIssuer;
import headroom.kernel.Scope;
import headroom.kernel.TenantId;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The issuers that an operator trusts beside this service itself, as the file of the setting has them. */
record IssuersFile(@NotNull @Size(max = 50) List<@NotNull @Valid Entry> issuers) {

    /**
     * One issuer.
     *
     * @param issuer its {@code iss}, exactly
     * @param jwksUrl where it publishes its keys
     * @param audience what its tokens for this service are for
     * @param algorithms what it may sign with; default: all that are known here
     * @param typ the types of its tokens; default: {@code at+jwt} and {@code JWT}
     * @param claims where it puts what; default: as our own tokens
     * @param tenants the only ones that it may speak for; default: any
     * @param scopes the only ones that it may give; default: all but {@code orch:platform}
     */
    record Entry(
            @NotNull @Size(min = 1, max = 255) String issuer,

            @NotNull @Pattern(regexp = "https?://[^\\s#]{1,2000}", message = "must be an http or https URL") String jwksUrl,

            @NotNull @Size(min = 1, max = 255) String audience,

            @Nullable @Size(min = 1, max = 100) List<
                            @NotNull @Pattern(
                                    regexp = "ES256|ES384|RS256|PS256",
                                    message = "must be ES256, ES384, RS256 or PS256")
                            String>
                    algorithms,

            @Nullable @Size(min = 1, max = 100) List<@NotNull @Pattern(regexp = "(?i)at\\+jwt|jwt", message = "must be at+jwt or JWT") String> typ,

            @Nullable @Valid Names claims,

            @Nullable @Size(min = 1, max = 100) List<
                            @NotNull @Pattern(
                                    regexp = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}",
                                    message = "must be 1 to 64 of a-z A-Z 0-9 . _ -")
                            String>
                    tenants,

            @Nullable List<
                            @NotNull @Pattern(
                                    regexp = "orch:(read|operate|quota|backfill|audit|platform)",
                                    message = "must be a scope")
                            String>
                    scopes) {

        TrustedIssuer trusted() {
            return new TrustedIssuer(
                    issuer,
                    audience,
                    false,
                    claims == null ? ClaimNames.OWN : claims.names(),
                    Optional.ofNullable(tenants)
                            .map(names -> names.stream().map(TenantId::new).collect(Collectors.toSet())),
                    scopes == null
                            ? TrustedIssuer.DEFAULT_SCOPES
                            : scopes.stream()
                                    .map(Scope::of)
                                    .flatMap(Optional::stream)
                                    .collect(Collectors.toSet()));
        }

        Set<String> allowedAlgorithms() {
            return algorithms == null ? Trust.ALGORITHMS : Set.copyOf(algorithms);
        }

        Set<String> allowedTypes() {
            return Set.copyOf(typ == null ? List.of("at+jwt", "application/at+jwt", "JWT") : typ);
        }
    }

    /** The names of claims; each by default as in our own tokens. */
    record Names(
            @Nullable @Size(min = 1, max = 255) String tenant,
            @Nullable @Size(min = 1, max = 255) String scope,
            @Nullable @Size(min = 1, max = 255) String clientId,
            @Nullable @Size(min = 1, max = 255) String quotaReason,
            @Nullable @Size(min = 1, max = 255) String quotaTicket,
            @Nullable @Size(min = 1, max = 255) String backfillReason,
            @Nullable @Size(min = 1, max = 255) String backfillTicket) {

        ClaimNames names() {
            return new ClaimNames(
                    or(tenant, ClaimNames.OWN.tenant()),
                    or(scope, ClaimNames.OWN.scope()),
                    clientId == null ? ClaimNames.OWN.clientId() : List.of(clientId),
                    Map.of(
                            Scope.QUOTA, or(quotaReason, Scope.QUOTA.reasonClaim()),
                            Scope.BACKFILL, or(backfillReason, Scope.BACKFILL.reasonClaim())),
                    Map.of(
                            Scope.QUOTA, or(quotaTicket, Scope.QUOTA.ticketClaim()),
                            Scope.BACKFILL, or(backfillTicket, Scope.BACKFILL.ticketClaim())));
        }

        private static String or(@Nullable String name, String otherwise) {
            return name == null ? otherwise : name;
        }
    }
}
