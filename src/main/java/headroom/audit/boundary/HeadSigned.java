package headroom.audit.boundary;

/**
 * A head of a trail that was signed, and is an anchor from now on; once in the cluster for each. As it is sent.
 *
 * @param tenant whose trail
 * @param sequence entries by then
 * @param hash SHA-256 of the last one
 * @param jws the anchor, as anybody with the public key can verify it
 */
public record HeadSigned(String tenant, long sequence, String hash, String jws) {}
