package headroom.audit.boundary;

import headroom.audit.control.AuditAnchors.StoredAnchor;
import headroom.audit.control.StoredEntry;
import java.util.List;

/**
 * A part of a trail, whole: what is stored for the places up to one.
 *
 * @param entries in the order of their places
 * @param anchors for the same places, in their order
 * @param upTo the last of the places
 */
public record TrailPage(List<StoredEntry> entries, List<StoredAnchor> anchors, long upTo) {}
