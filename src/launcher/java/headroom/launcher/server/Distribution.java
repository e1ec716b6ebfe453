package headroom.launcher.server;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;

/** The directory that holds the launcher's jar, and beside it all that it starts. It may stand anywhere. */
public final class Distribution {
    private Distribution() {}

    /** A file or directory beside the launcher's jar. */
    public static Path file(String name) {
        return jar().resolveSibling(name);
    }

    /** The launcher's own jar. */
    public static Path jar() {
        CodeSource source = Distribution.class.getProtectionDomain().getCodeSource();
        if (source == null) {
            throw new IllegalStateException("The launcher does not know where it stands");
        }
        try {
            return Path.of(source.getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
