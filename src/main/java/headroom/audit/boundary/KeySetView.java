package headroom.audit.boundary;

import com.nimbusds.jose.jwk.ECKey;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Objects;

/** The public keys that anchors are verified with, as a JWK set (RFC 7517). */
@Schema(name = "AuditKeys", description = "The public keys that anchors are verified with, as a JWK set (RFC 7517).")
public record KeySetView(
        @Schema(description = "All that ever signed, the newest first.")
        List<KeyView> keys) {
    static KeySetView of(List<ECKey> published) {
        return new KeySetView(published.stream().map(KeyView::of).toList());
    }

    /** A public key. */
    @Schema(name = "AuditKey", description = "A public key, as a JWK.")
    public record KeyView(
            @Schema(description = "Names the key.", example = "01a1fc75-bfdd-79e0-b04a-c5031b57af86")
            String kid,

            @Schema(description = "The family of the key.", example = "EC")
            String kty,

            @Schema(description = "The curve.", example = "P-256")
            String crv,

            @Schema(description = "What it is for.", example = "sig")
            String use,

            @Schema(description = "How it signs.", example = "ES256")
            String alg,

            @Schema(
                    description = "The x coordinate, base64url.",
                    example = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU")
            String x,

            @Schema(
                    description = "The y coordinate, base64url.",
                    example = "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0")
            String y) {
        static KeyView of(ECKey key) {
            return new KeyView(
                    key.getKeyID(),
                    key.getKeyType().getValue(),
                    key.getCurve().getName(),
                    Objects.toString(key.getKeyUse(), "sig"),
                    Objects.toString(key.getAlgorithm(), "ES256"),
                    key.getX().toString(),
                    key.getY().toString());
        }
    }
}
