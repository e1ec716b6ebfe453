package planted.headroom.quota.entity;

import planted.headroom.quota.control.ReachesUp;

/** An entity that knows control. */
public class RowThatStores {
    ReachesUp[] control;
}
