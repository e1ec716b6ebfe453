package headroom.webhook.control;

import headroom.webhook.rule.IpAddress;
import headroom.webhook.rule.Networks;
import headroom.webhook.rule.WebhookUrl;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/**
 * The addresses that a delivery may connect to. Every address of a name must be allowed, not just one of them: a name that
 * leads to a public and to a private address is either a mistake or an attempt. Plain HTTP leads only where the operator has
 * allowed the addresses by name.
 */
@ApplicationScoped
public class Destinations {
    /** Addresses that are tried one after the other. */
    private static final int MAX_TRIED = 2;

    @Inject
    private NameResolution names;

    @Inject
    private AllowedNetworks allowed;

    /** What stands in the way of a delivery there; nothing where it can be attempted. */
    public Optional<String> wrongWith(WebhookUrl url) {
        try {
            of(url.host(), url.secure());
            return Optional.empty();
        } catch (UnknownHostException wrong) {
            return Optional.of(
                    wrong instanceof ForbiddenDestinationException
                            ? String.valueOf(wrong.getMessage())
                            : "has a host that has no address");
        }
    }

    /**
     * The addresses of a host, each of them judged.
     *
     * @param secure over TLS
     * @throws UnknownHostException where it has none, or one that is not allowed
     */
    InetAddress[] of(String host, boolean secure) throws UnknownHostException {
        List<InetAddress> found = names.resolve(host);
        if (found.isEmpty()) {
            throw new UnknownHostException("the host has no address");
        }
        Networks networks = allowed.networks();
        for (InetAddress address : found) {
            IpAddress judged = IpAddress.of(address.getAddress());
            if (!networks.isAllowed(judged)) {
                throw new ForbiddenDestinationException("has a host that leads to an address that is not allowed");
            }
            if (!secure && !networks.isVouchedFor(judged)) {
                throw new ForbiddenDestinationException(
                        "must be https: plain http leads to allow-listed addresses only");
            }
        }
        return found.stream().limit(MAX_TRIED).toArray(InetAddress[]::new);
    }
}
