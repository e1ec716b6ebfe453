package planted.headroom.quota.rule;

import java.util.concurrent.Future;

/** A rule that waits. */
public class JudgeWithAThread {
    Future<String> later;
}
