package planted.headroom.quota.rule;

import java.nio.file.Path;
import planted.headroom.platform.KnowsQuota;

/** A rule that knows files and the platform. */
public class JudgeOfFiles {
    Path path;
    KnowsQuota platform;
}
