package planted.headroom.quota.control;

import jakarta.transaction.Transactional;

/** The same by the other name. */
@Transactional
public class StoreThatCommits {}
