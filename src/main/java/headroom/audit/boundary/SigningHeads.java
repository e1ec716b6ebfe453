package headroom.audit.boundary;

import headroom.audit.control.AuditAnchors;
import headroom.audit.control.AuditAnchors.Due;
import headroom.audit.control.proof.SignedHead;
import headroom.platform.DatabaseClock;
import headroom.platform.OwnIssuer;
import headroom.platform.json.Json;
import headroom.platform.json.Texts;
import headroom.platform.keys.KeyPurpose;
import headroom.platform.keys.SigningKeys;
import headroom.platform.messaging.Outbox;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/** Signs heads of trails. Of several servers that sign the same head at once, one does. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class SigningHeads {
    /** Where signed heads are sent, in the transaction that keeps them. */
    private static final String TOPIC = "headroom.audit.heads";

    @Inject
    private AuditAnchors anchors;

    @Inject
    private SigningKeys keys;

    @Inject
    private DatabaseClock clock;

    @Inject
    private Outbox outbox;

    /**
     * Signs heads that have moved since they were signed last.
     *
     * @param limit at most so many
     * @return those that this server signed
     */
    public Signed sign(int limit) {
        List<Due> due = anchors.due(limit);
        List<HeadSigned> signed = new ArrayList<>();
        for (Due head : due) {
            sign(head, signed);
        }
        return new Signed(signed, due.size() < limit);
    }

    /**
     * What was signed in one go. Public for the container, which hands it through a proxy.
     *
     * @param heads by this server
     * @param isAll whether there were no more to sign
     */
    public record Signed(List<HeadSigned> heads, boolean isAll) {}

    private void sign(Due due, List<HeadSigned> signed) {
        SignedHead head = new SignedHead(
                due.tenant().value(),
                due.head().sequence(),
                due.head().hash(),
                Texts.instant(clock.now()),
                OwnIssuer.url());
        String jws = head.sign(keys.current(KeyPurpose.AUDIT));
        if (anchors.add(head, jws)) {
            HeadSigned news = new HeadSigned(due.tenant().value(), head.sequence(), head.hash(), jws);
            outbox.add(due.tenant(), TOPIC, "audit/" + due.tenant(), Json.write(news));
            signed.add(news);
        }
    }
}
