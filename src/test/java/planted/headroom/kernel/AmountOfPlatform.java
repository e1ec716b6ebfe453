package planted.headroom.kernel;

import planted.headroom.platform.KnowsQuota;

/** A kernel that knows the platform. */
public class AmountOfPlatform {
    KnowsQuota platform;
}
