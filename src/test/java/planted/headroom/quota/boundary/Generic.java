package planted.headroom.quota.boundary;

import java.io.Closeable;
import java.io.IOException;

/** Exceptions that say nothing. */
public class Generic {
    void declares() throws Exception {}

    void creates() {
        throw new RuntimeException("something");
    }

    void catches() {
        try {
            declares();
        } catch (Exception anything) {
            return;
        }
    }

    void catchesAll() {
        try {
            creates();
        } catch (Throwable anything) {
            return;
        }
    }

    void allowed(Closeable resource) throws IOException {
        try (resource) {
            resource.close();
        }
    }
}
