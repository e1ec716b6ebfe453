package headroom.webhook.control;

import headroom.kernel.TenantId;
import headroom.platform.keys.MasterKey;
import headroom.webhook.entity.DueDelivery;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The secrets that deliveries are signed with: kept encrypted under the master key, opened to sign and for nothing else. */
@ApplicationScoped
public class WebhookSecrets {
    private static final int SECRET_BYTES = 32;
    private static final String ALGORITHM = "HmacSHA256";

    private final SecureRandom random = new SecureRandom();

    @Inject
    private MasterKey master;

    /** A new one: 256 random bits as base64url. */
    public String make() {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    /** As it is kept. */
    public String seal(TenantId tenant, UUID webhook, String secret) {
        return master.seal(secret.getBytes(StandardCharsets.UTF_8), place(tenant, webhook));
    }

    /**
     * The value of {@code Headroom-Signature}: HMAC-SHA256 over the timestamp, a dot and the body, in hexadecimal.
     *
     * @param timestamp seconds since 1970, as in {@code Headroom-Timestamp}
     */
    String signature(DueDelivery delivery, String timestamp) {
        byte[] secret = master.open(delivery.sealedSecret(), place(delivery.tenant(), delivery.webhookId()));
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            byte[] signed = mac.doFinal((timestamp + "." + delivery.body()).getBytes(StandardCharsets.UTF_8));
            return "v1=" + HexFormat.of().formatHex(signed);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has " + ALGORITHM, impossible);
        }
    }

    private static String place(TenantId tenant, UUID webhook) {
        return "the secret of webhook " + webhook + " of " + tenant;
    }
}
