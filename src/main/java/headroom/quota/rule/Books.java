package headroom.quota.rule;

import headroom.kernel.Amount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The nodes that one transaction works on, and what it has changed of them. Requests are decided against the books one
 * by one, each seeing the charges of those before it. Not thread-safe: a transaction has its own.
 */
public final class Books {
    private final Map<UUID, Node> nodes;
    private final Map<UUID, Node> touched = new LinkedHashMap<>();

    /** Books over these nodes; every ancestor of each must be among them. */
    public Books(Collection<Node> nodes) {
        this.nodes = new LinkedHashMap<>(nodes.size() * 2);
        nodes.forEach(node -> this.nodes.put(node.id(), node));
    }

    private Books(Books other) {
        this.nodes = new LinkedHashMap<>(other.nodes);
        this.touched.putAll(other.touched);
    }

    /** Books in the same state, for a trial that may be thrown away. */
    public Books copy() {
        return new Books(this);
    }

    /** Adds a node that was read later; one that is there already stays as it is. */
    public void add(Node node) {
        nodes.putIfAbsent(node.id(), node);
    }

    public boolean contains(UUID quotaId) {
        return nodes.containsKey(quotaId);
    }

    /** The node as it stands after all charges so far. */
    public Node node(UUID quotaId) {
        Node node = nodes.get(quotaId);
        if (node == null) {
            throw new IllegalStateException("quota " + quotaId + " is not in the books");
        }
        return node;
    }

    /** Root to leaf, down to this quota. */
    public List<Node> path(UUID quotaId) {
        List<Node> path = new ArrayList<>(4);
        for (@Nullable UUID id = quotaId; id != null; id = node(id).parentId()) {
            path.add(node(id));
        }
        Collections.reverse(path);
        return path;
    }

    /** Judges a request and, admitted, charges the whole path: one step. */
    public Decision admit(UUID quotaId, AllocationState state, Amount amount, Instant now) {
        Decision decision = Admission.decide(path(quotaId), amount, now);
        if (decision instanceof Decision.Admitted) {
            charge(quotaId, Charge.hold(state, amount), now);
        }
        return decision;
    }

    /** Changes what the quota's own allocations hold, and the usage of every node above it. */
    public void charge(UUID quotaId, Charge charge, Instant now) {
        put(node(quotaId).withOwn(charge, now));
        for (@Nullable UUID id = node(quotaId).parentId(); id != null; id = node(id).parentId()) {
            put(node(id).withBelow(charge, now));
        }
    }

    /** Takes a subtree's usage from the ancestors that it leaves and gives it to those that it comes below (rule Q13). */
    public void moveUsage(Node moved, @Nullable UUID newParentId, Instant now) {
        Amount usage = moved.tally().usage();
        Amount consumed = moved.tally().consumedBelow();
        for (@Nullable UUID id = moved.parentId(); id != null; id = node(id).parentId()) {
            put(node(id).with(node(id).tally().withBelow(usage.negated(), consumed.negated()), now));
        }
        for (@Nullable UUID id = newParentId; id != null; id = node(id).parentId()) {
            put(node(id).with(node(id).tally().withBelow(usage, consumed), now));
        }
    }

    /** Replaces a node, as a change of its limits does. */
    public void put(Node node) {
        nodes.put(node.id(), node);
        touched.put(node.id(), node);
    }

    /** The nodes that differ from what was loaded, each once, as they stand now. */
    public Collection<Node> touched() {
        return Collections.unmodifiableCollection(touched.values());
    }

    public Collection<Node> all() {
        return Collections.unmodifiableCollection(nodes.values());
    }
}
