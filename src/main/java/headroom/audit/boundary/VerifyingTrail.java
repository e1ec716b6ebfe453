package headroom.audit.boundary;

import headroom.audit.control.AuditAnchors.StoredAnchor;
import headroom.audit.control.ChainState;
import headroom.audit.control.StoredEntry;
import headroom.audit.control.proof.SignedHead;
import headroom.audit.rule.Anchor;
import headroom.audit.rule.Examination;
import headroom.audit.rule.Finding;
import headroom.audit.rule.Stretch;
import headroom.audit.rule.Verdict;
import headroom.kernel.FieldError;
import headroom.kernel.Refusal;
import headroom.kernel.TenantId;
import headroom.platform.Log;
import headroom.platform.http.Answer;
import headroom.platform.http.AnsweringOnce;
import headroom.platform.http.Call;
import headroom.platform.http.Problems;
import headroom.platform.keys.KeyPurpose;
import headroom.platform.keys.SigningKeys;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Proves that a trail is what was written, or tells where not. Repairs nothing. Reads page by page, each in a transaction of its own
 * (a request with an idempotency key in one), so that a long trail keeps no connection from the others; only
 * {@value #MAX_AT_ONCE} at once on each server.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class VerifyingTrail {
    private static final int MAX_AT_ONCE = 2;
    private static final Semaphore TURNS = new Semaphore(MAX_AT_ONCE);

    private static final Log LOG = Log.of(VerifyingTrail.class);

    @Inject
    private ReadingTrail reading;

    @Inject
    private SigningKeys keys;

    @Inject
    private AnsweringOnce answering;

    @Inject
    private Event<TrailVerified> news;

    /**
     * The verdict; refused with {@link Refusal.Kind#VALIDATION} where one of the caller's anchors is none of this tenant's
     * that a key of this service has signed, with {@link Refusal.Kind#THROTTLED} where too many are at it.
     *
     * @param anchors that the caller kept elsewhere, as compact JWS
     */
    public Answer verify(Call call, List<String> anchors) {
        if (!TURNS.tryAcquire()) {
            return Problems.answer(
                    Refusal.of(Refusal.Kind.THROTTLED, "the server verifies " + MAX_AT_ONCE + " trails already"));
        }
        try {
            return call.idempotencyKey().isPresent()
                    ? answering.answer(call, () -> judged(call.tenant(), anchors))
                    : judged(call.tenant(), anchors);
        } finally {
            TURNS.release();
        }
    }

    private Answer judged(TenantId tenant, List<String> kept) {
        List<FieldError> errors = new ArrayList<>();
        List<Anchor> anchors = new ArrayList<>();
        for (int i = 0; i < kept.size(); i++) {
            Optional<Anchor> anchor = signed(tenant, kept.get(i)).map(SignedHead::anchor);
            anchor.ifPresent(anchors::add);
            if (anchor.isEmpty()) {
                errors.add(new FieldError(
                        "anchors[" + i + "]", "is no anchor of this tenant that a key of this service has signed"));
            }
        }
        return errors.isEmpty()
                ? Answer.of(200, VerdictView.of(verdict(tenant, anchors)))
                : Problems.answer(Refusal.of(Refusal.Kind.VALIDATION, "the body breaks the contract", errors));
    }

    private Verdict verdict(TenantId tenant, List<Anchor> kept) {
        ChainState state = reading.state(tenant);
        Examination examination = new Examination(Stretch.ALL, state.head());
        kept.forEach(examination::expect);
        for (long read = 0; read < state.end(); ) {
            TrailPage page = reading.read(tenant, new Stretch(read + 1, state.end()));
            page.anchors().forEach(anchor -> hold(tenant, anchor, examination));
            page.entries().stream().map(StoredEntry::found).forEach(examination::read);
            read = page.upTo();
        }
        Verdict verdict = examination.verdict();
        Finding finding = verdict.finding();
        if (finding != null) {
            LOG.warning(
                    "the audit trail was tampered with",
                    Map.of("tenant", tenant, "kind", finding.kind(), "first_bad", finding.firstBad()));
        }
        news.fire(new TrailVerified(tenant, verdict));
        return verdict;
    }

    private void hold(TenantId tenant, StoredAnchor stored, Examination examination) {
        Anchor beside = new Anchor(stored.sequence(), stored.hash());
        if (signed(tenant, stored.jws()).map(SignedHead::anchor).equals(Optional.of(beside))) {
            examination.expect(beside);
        } else {
            examination.distrust(stored.sequence());
        }
    }

    private Optional<SignedHead> signed(TenantId tenant, String jws) {
        return SignedHead.verify(jws, keys.published(KeyPurpose.AUDIT))
                .filter(head -> head.tenant().equals(tenant.value()));
    }
}
