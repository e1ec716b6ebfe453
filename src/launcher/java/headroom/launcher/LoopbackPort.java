package headroom.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A port of this machine's own address, for a part that only the service talks to. */
public final class LoopbackPort {
    private LoopbackPort() {}

    /**
     * The wanted port, or a free one for 0.
     *
     * @param part what will listen there
     * @param setting what chooses another port, where this one is taken
     */
    public static int free(int wanted, String part, Setting setting) throws CannotStart {
        try (ServerSocket trial = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
            return trial.getLocalPort();
        } catch (IOException e) {
            throw new CannotStart(
                    "Port %d of the %s is taken. Choose another: %s".formatted(wanted, part, setting.variable()), e);
        }
    }
}
