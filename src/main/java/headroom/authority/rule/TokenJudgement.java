package headroom.authority.rule;

import headroom.kernel.Caller;
import headroom.kernel.Outcome;
import headroom.kernel.Purpose;
import headroom.kernel.Refusal;
import headroom.kernel.Scope;
import headroom.kernel.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether the claims of a token whose signature holds make a caller (RFC 8725, RFC 9068). */
public final class TokenJudgement {
    /** How far the clocks of an issuer and of this server may be apart. */
    public static final Duration LEEWAY = Duration.ofSeconds(60);

    /** All that the sender of a bad token hears: which part is bad would help a forger. */
    public static final Refusal INVALID = Refusal.of(Refusal.Kind.UNAUTHENTICATED, "the token is not valid");

    public static final Refusal EXPIRED = Refusal.of(Refusal.Kind.UNAUTHENTICATED, "the token has expired");

    public static final Refusal REVOKED = Refusal.of(Refusal.Kind.UNAUTHENTICATED, "the token was revoked");

    private TokenJudgement() {}

    /**
     * The caller, or why there is none.
     *
     * @param claims of a token that this issuer signed
     * @param tokenHash names the token
     */
    public static Outcome<ValidToken> judge(TrustedIssuer issuer, Claims claims, String tokenHash, Instant now) {
        boolean meant = claims.id("iss").filter(issuer.issuer()::equals).isPresent()
                && claims.oneOrMore("aud").contains(issuer.audience())
                && isPast(claims, "nbf", now)
                && isPast(claims, "iat", now);
        Optional<Instant> end = claims.instant("exp");
        if (!meant || end.isEmpty()) {
            return Outcome.refused(INVALID);
        }
        Instant issuedAt = claims.instant("iat").orElse(Instant.EPOCH);
        return caller(issuer, claims, tokenHash)
                .map(caller -> new ValidToken(caller, issuer.own(), issuedAt, end.get()))
                .map(token -> token.isOver(now) ? Outcome.<ValidToken>refused(EXPIRED) : Outcome.done(token))
                .orElse(Outcome.refused(INVALID));
    }

    /** A time that need not be given, but must be one and not lie ahead where it is. */
    private static boolean isPast(Claims claims, String name, Instant now) {
        return !claims.has(name)
                || claims.instant(name)
                        .filter(time -> !time.isAfter(now.plus(LEEWAY)))
                        .isPresent();
    }

    private static Optional<Caller> caller(TrustedIssuer issuer, Claims claims, String tokenHash) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String word : claims.words(issuer.names().scope())) {
            Scope.of(word).filter(issuer.scopes()::contains).ifPresent(scopes::add);
        }
        Optional<TenantId> tenant = tenant(issuer, claims, scopes);
        Optional<String> subject = claims.id("sub");
        Optional<String> client = client(issuer, claims, subject);
        if (tenant.isEmpty() || subject.isEmpty() || client.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Caller(
                subject.get(),
                client.get(),
                tokenHash,
                tenant.get(),
                scopes,
                purposes(issuer.names(), claims, scopes)));
    }

    /** Another issuer's token may name no client: then its subject is the client. */
    private static Optional<String> client(TrustedIssuer issuer, Claims claims, Optional<String> subject) {
        Optional<String> client = issuer.names().clientId().stream()
                .filter(claims::has)
                .findFirst()
                .flatMap(claims::id);
        return client.isEmpty() && !issuer.own() ? subject : client;
    }

    private static Optional<TenantId> tenant(TrustedIssuer issuer, Claims claims, Set<Scope> scopes) {
        String name = issuer.names().tenant();
        if (claims.has(name)) {
            return claims.id(name)
                    .filter(TenantId::isValid)
                    .map(TenantId::new)
                    .filter(tenant -> issuer.tenants()
                            .map(allowed -> allowed.contains(tenant))
                            .orElse(true));
        }
        Optional<TenantId> only = issuer.tenants()
                .filter(tenants -> tenants.size() == 1)
                .map(tenants -> tenants.iterator().next());
        boolean ofNoTenant = scopes.contains(Scope.PLATFORM) && issuer.tenants().isEmpty();
        return only.or(() -> ofNoTenant ? Optional.of(TenantId.DEFAULT) : Optional.empty());
    }

    private static Map<Scope, Purpose> purposes(ClaimNames names, Claims claims, Set<Scope> scopes) {
        Map<Scope, Purpose> purposes = new EnumMap<>(Scope.class);
        for (Scope scope : scopes) {
            Optional<String> reason = text(claims, names.reasons().get(scope), Purpose.MAX_REASON);
            Optional<String> ticket = text(claims, names.tickets().get(scope), Purpose.MAX_TICKET);
            reason.ifPresent(given -> purposes.put(scope, new Purpose(given, ticket.orElse(null))));
        }
        return purposes;
    }

    private static Optional<String> text(Claims claims, @Nullable String name, int maxChars) {
        return name == null ? Optional.empty() : PurposeText.of(claims.members().get(name), maxChars);
    }
}
