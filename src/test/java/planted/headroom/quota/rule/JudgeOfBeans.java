package planted.headroom.quota.rule;

import jakarta.inject.Inject;

/** A rule that knows the container. */
public class JudgeOfBeans {
    @Inject
    String injected;
}
