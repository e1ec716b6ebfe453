package planted.headroom.quota.rule;

import planted.headroom.quota.entity.RowThatStores;

/** A rule that knows an entity. */
public class JudgeThatCharges {
    void charge(RowThatStores row) {}
}
