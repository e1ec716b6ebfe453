package headroom.quota.rule;

import headroom.kernel.Amount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The nodes that decisions are made on, and what was changed of them. Requests are decided against the books one by one,
 * each seeing the charges of those before it. Books can lie over others: they see what those below hold, and change
 * nothing of it until it is taken over. So a trial, a transaction and what is known between transactions are three
 * layers, and the upper one can be thrown away. Not thread-safe.
 */
public final class Books {
    private final @Nullable Books below;
    private final Map<UUID, Node> nodes;
    private final Set<UUID> touched = new LinkedHashSet<>();

    /** Books over these nodes; every ancestor of each must be among them. */
    public Books(Collection<Node> nodes) {
        this.below = null;
        this.nodes = new LinkedHashMap<>(nodes.size() * 2);
        nodes.forEach(node -> this.nodes.put(node.id(), node));
    }

    private Books(Books below) {
        this.below = below;
        this.nodes = new LinkedHashMap<>();
    }

    /** Books in the same state over these: what is changed there changes nothing here until it is taken over. */
    public Books layer() {
        return new Books(this);
    }

    /** Takes over what was read and changed in a layer over these books. */
    public void take(Books layer) {
        nodes.putAll(layer.nodes);
        touched.addAll(layer.touched);
    }

    /** Says that all changes so far are stored: from now on they are what was loaded. */
    public void settle() {
        touched.clear();
    }

    /** Adds a node that was read later; one that is there already stays as it is. */
    public void add(Node node) {
        if (!contains(node.id())) {
            nodes.put(node.id(), node);
        }
    }

    public boolean contains(UUID quotaId) {
        return find(quotaId) != null;
    }

    /** The node as it stands after all charges so far. */
    public Node node(UUID quotaId) {
        Node node = find(quotaId);
        if (node == null) {
            throw new IllegalStateException("quota " + quotaId + " is not in the books");
        }
        return node;
    }

    private @Nullable Node find(UUID quotaId) {
        for (Books layer = this; layer != null; layer = layer.below) {
            Node node = layer.nodes.get(quotaId);
            if (node != null) {
                return node;
            }
        }
        return null;
    }

    /** Root to leaf, down to this quota. */
    public List<Node> path(UUID quotaId) {
        List<Node> path = new ArrayList<>(4);
        for (@Nullable UUID id = quotaId; id != null; ) {
            Node node = node(id);
            path.add(node);
            id = node.parentId();
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
        Node own = node(quotaId);
        Node charged = own.withOwn(charge, now);
        put(charged);
        addAbove(own.parentId(), charge.total(), charge.consumed(), setAsideChange(own, charged), now);
    }

    /** Replaces a node, and what those above it set aside for it (rule Q14). Its usage is the same. */
    public void change(Node changed, Instant now) {
        Node before = node(changed.id());
        put(changed);
        Amount setAside = setAsideChange(before, changed);
        if (!setAside.isZero()) {
            addAbove(changed.parentId(), Amount.ZERO, Amount.ZERO, setAside, now);
        }
    }

    /** Adds a quota that is new, with what those above it set aside for it (rule Q14). */
    public void plant(Node planted, Instant now) {
        put(planted);
        if (!planted.setAsideAbove().isZero()) {
            addAbove(planted.parentId(), Amount.ZERO, Amount.ZERO, planted.setAsideAbove(), now);
        }
    }

    private void addAbove(@Nullable UUID parentId, Amount usage, Amount consumed, Amount setAside, Instant now) {
        Amount further = setAside;
        for (@Nullable UUID id = parentId; id != null; ) {
            Node above = node(id);
            Tally tally = above.tally().withBelow(usage, consumed);
            Node changed = above.with(tally.settingAside(tally.setAside().plus(further)), now);
            put(changed);
            further = setAsideChange(above, changed);
            id = above.parentId();
        }
    }

    private static Amount setAsideChange(Node before, Node after) {
        Amount was = before.setAsideAbove();
        Amount is = after.setAsideAbove();
        return is.equals(was) ? Amount.ZERO : is.minus(was);
    }

    /**
     * Takes a subtree's usage, and what is set aside for it, from the ancestors that it leaves and gives them to those that it
     * comes below (rules Q13, Q14).
     */
    public void moveUsage(Node moved, @Nullable UUID newParentId, Instant now) {
        Amount usage = moved.tally().usage();
        Amount consumed = moved.tally().consumedBelow();
        Amount setAside = moved.setAsideAbove();
        addAbove(moved.parentId(), usage.negated(), consumed.negated(), setAside.negated(), now);
        addAbove(newParentId, usage, consumed, setAside, now);
    }

    /** Replaces a node alone: what those above set aside for it stays. */
    public void put(Node node) {
        nodes.put(node.id(), node);
        touched.add(node.id());
    }

    /** Binds the root by what its pool leaves the tree now; none when null. That is read, not changed here. */
    public void bind(@Nullable Amount share) {
        nodes.replaceAll((id, node) -> node.parentId() == null ? node.withShare(share) : node);
    }

    /** Whether nothing was changed in this layer. */
    public boolean isUntouched() {
        return touched.isEmpty();
    }

    /** The nodes changed in this layer, each once, as they stand now. */
    public Collection<Node> touched() {
        return touched.stream().map(this::node).toList();
    }

    /** All nodes, those of the layers below first. */
    public Collection<Node> all() {
        Map<UUID, Node> all = new LinkedHashMap<>();
        gather(all);
        return Collections.unmodifiableCollection(all.values());
    }

    private void gather(Map<UUID, Node> all) {
        if (below != null) {
            below.gather(all);
        }
        all.putAll(nodes);
    }

    /** How many nodes this layer holds itself. */
    public int size() {
        return nodes.size();
    }
}
