package headroom.kernel;

import java.util.Arrays;
import java.util.Optional;

/** What a token allows. A route declares the one that it needs; there is no hierarchy among them. */
public enum Scope {
    /** Reading quotas, usage, allocations and history. */
    READ("orch:read", "Read quotas, usage, allocations and history"),
    /** Allocating, committing, renewing, releasing, reporting outcomes. */
    OPERATE("orch:operate", "Allocate, commit, renew, release"),
    /** Changing quotas and policies. A token that carries it also carries why. */
    QUOTA("orch:quota", "Change quotas, pause tenants; the token carries the reason"),
    /** Starting and steering backfills. A token that carries it also carries why. */
    BACKFILL("orch:backfill", "Start and steer backfills; the token carries the reason"),
    /** Reading and verifying the audit trail. */
    AUDIT("orch:audit", "Read and verify the audit trail"),
    /** Tenants, clients, and acting for any tenant. */
    PLATFORM("orch:platform", "Tenants and clients; act for any tenant");

    private final String wireName;
    private final String description;

    Scope(String wireName, String description) {
        this.wireName = wireName;
        this.description = description;
    }

    /** As it stands in tokens. */
    public String wireName() {
        return wireName;
    }

    /** For people. */
    public String description() {
        return description;
    }

    /** Whether a token of this scope must say why it was asked for. */
    public boolean needsPurpose() {
        return this == QUOTA || this == BACKFILL;
    }

    /** The claim of a token, and the parameter of a request for one, that says why; only where one is needed. */
    public String reasonClaim() {
        return purpose() + "_reason";
    }

    /** The claim that names the ticket; only where a purpose is needed. */
    public String ticketClaim() {
        return purpose() + "_ticket";
    }

    private String purpose() {
        if (!needsPurpose()) {
            throw new IllegalStateException(wireName + " needs no purpose");
        }
        return wireName.substring(wireName.indexOf(':') + 1);
    }

    public static Optional<Scope> of(String wireName) {
        return Arrays.stream(values())
                .filter(scope -> scope.wireName.equals(wireName))
                .findFirst();
    }
}
