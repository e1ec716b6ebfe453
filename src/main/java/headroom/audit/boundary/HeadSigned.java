package headroom.audit.boundary;

import headroom.kernel.TenantId;

/**
 * A head of a trail was signed, and is an anchor from now on. Fired once in the cluster for each, after it was committed:
 * who publishes anchors elsewhere observes it.
 *
 * @param tenant whose trail
 * @param sequence entries by then
 * @param hash SHA-256 of the last one
 * @param jws the anchor, as anybody with the public key can verify it
 */
public record HeadSigned(TenantId tenant, long sequence, String hash, String jws) {}
