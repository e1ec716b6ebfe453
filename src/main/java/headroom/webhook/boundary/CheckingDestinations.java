package headroom.webhook.boundary;

import headroom.guard.control.Guards;
import headroom.guard.rule.GuardOptions;
import headroom.kernel.Refusal;
import headroom.platform.http.RefusedException;
import headroom.webhook.control.Destinations;
import headroom.webhook.rule.WebhookUrl;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;

/**
 * Says no to a webhook that could not be delivered to now, so that its owner hears of it at once. It proves nothing for
 * later: names change, and each attempt is judged anew. No transaction is open while a name server is waited for.
 */
@ApplicationScoped
public class CheckingDestinations {
    private static final GuardOptions OPTIONS = GuardOptions.fixed(
            8,
            16,
            Duration.ofSeconds(1),
            Duration.ofSeconds(6),
            GuardOptions.sparing(Duration.ofSeconds(5), Duration.ofSeconds(30)));

    @Inject
    private Guards guards;

    @Inject
    private Destinations destinations;

    /**
     * Returns where deliveries could go there.
     *
     * @throws RefusedException saying why they could not
     */
    public void check(WebhookUrl url) {
        Optional<Refusal> refusal = guards.call("name_resolution", "names", OPTIONS, () -> destinations.wrongWith(url))
                .fold(
                        wrong -> wrong.map(WebhookRefusals::invalidUrl),
                        failed -> Optional.of(unavailable()),
                        refused -> Optional.of(unavailable()));
        if (refusal.isPresent()) {
            throw new RefusedException(refusal.get());
        }
    }

    private static Refusal unavailable() {
        return Refusal.of(Refusal.Kind.UNAVAILABLE, "the host's name cannot be looked up now");
    }
}
