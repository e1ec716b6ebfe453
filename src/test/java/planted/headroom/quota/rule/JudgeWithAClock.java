package planted.headroom.quota.rule;

import java.time.Clock;

/** A rule with a clock. */
public class JudgeWithAClock {
    Clock clock;
}
