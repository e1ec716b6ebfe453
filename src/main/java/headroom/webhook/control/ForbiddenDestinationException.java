package headroom.webhook.control;

import java.net.UnknownHostException;

/** The host has addresses, and one of them is none that a webhook may lead to. Which one is not told. */
final class ForbiddenDestinationException extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    ForbiddenDestinationException(String message) {
        super(message);
    }
}
