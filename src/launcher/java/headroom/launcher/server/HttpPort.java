package headroom.launcher.server;

import headroom.launcher.CannotStart;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/**
 * Where the service listens.
 *
 * @param address literal or name of this machine
 * @param port 1 to 65535
 */
public record HttpPort(String address, int port) {

    /** Refuses when something listens there already, or when the address is not this machine's. */
    public void requireFree() throws CannotStart {
        try (ServerSocket trial = new ServerSocket()) {
            trial.bind(new InetSocketAddress(InetAddress.getByName(address), port));
        } catch (UnknownHostException e) {
            throw new CannotStart("HEADROOM_HTTP_ADDRESS is unknown: " + address, e);
        } catch (BindException e) {
            if (String.valueOf(e.getMessage()).contains("in use")) {
                throw new CannotStart(
                        "Port %d is taken. Stop what listens there, or choose another: HEADROOM_HTTP_PORT=%d mvn -Prun"
                                .formatted(port, port == 65_535 ? 8080 : port + 1),
                        e);
            }
            throw new CannotStart("Cannot listen on %s:%d: %s".formatted(address, port, e.getMessage()), e);
        } catch (IOException e) {
            throw new CannotStart("Cannot listen on %s:%d: %s".formatted(address, port, e.getMessage()), e);
        }
    }

    /** How this machine reaches it; the wildcard addresses become the loopback. */
    public String url() {
        String host = switch (address) {
            case "0.0.0.0", "127.0.0.1", "::", "::1" -> "localhost";
            default -> address.contains(":") ? "[" + address + "]" : address;
        };
        return "http://" + host + ":" + port;
    }
}
