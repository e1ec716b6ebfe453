package headroom.webhook.control;

import headroom.guard.control.Guards;
import headroom.guard.rule.GuardOptions;
import headroom.overload.rule.LimitOptions;
import headroom.platform.Stopwatch;
import headroom.platform.downstream.Ended;
import headroom.webhook.entity.Attempt;
import headroom.webhook.entity.DueDelivery;
import headroom.webhook.rule.Verdict;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;

/**
 * Makes one attempt at a delivery, through the guard before its target: a host and port, for each tenant apart, so that nobody can have a
 * host spared that others' webhooks are at too.
 */
@ApplicationScoped
public class Sending {
    /** As the guards' metrics call it. */
    private static final String KIND = "webhook";

    /** From the look-up of the name to the beginning of the answer, and no longer whatever the receiver does. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private static final GuardOptions OPTIONS = new GuardOptions(
            LimitOptions.gradient2(DeliveryLeases.EACH, 1, DeliveryLeases.EACH),
            0,
            Duration.ZERO,
            LIMIT,
            GuardOptions.sparing(Duration.ofSeconds(15), Duration.ofMinutes(10)));

    @Inject
    private Guards guards;

    @Inject
    private Exchange exchange;

    /** What is to become of a delivery. */
    public sealed interface Sent {
        /** It was attempted. */
        record Tried(Attempt attempt, Verdict verdict) implements Sent {}

        /** It was not, for as many are under way to that target as may be. */
        record Later() implements Sent {}

        /** It was not, for the target was ill lately, or asks for fewer calls; it is not called again before then, by this server's clock. */
        record Spared(Instant until) implements Sent {}
    }

    public Sent send(DueDelivery delivery) {
        Stopwatch watch = Stopwatch.start();
        Ended<Answered> ended = guards.call(
                KIND, delivery.url().host() + ":" + delivery.url().port(), OPTIONS, exchange.posting(delivery));
        return ended.<Sent>fold(
                answered -> answered(answered, watch),
                failed -> unanswered(said(failed), watch),
                refused -> refused(refused, watch));
    }

    private static Sent answered(Answered answered, Stopwatch watch) {
        Verdict verdict = Verdict.of(answered.status());
        String error = verdict == Verdict.DELIVERED ? null : "answered " + answered.status();
        return new Sent.Tried(new Attempt(answered.status(), ms(watch), error, answered.text()), verdict);
    }

    private static Sent refused(Ended.Refused<Answered> refused, Stopwatch watch) {
        return switch (refused.why()) {
            case TOO_MANY -> new Sent.Later();
            case OPEN, PRESSED -> refused.retryAt().<Sent>map(Sent.Spared::new).orElseGet(Sent.Later::new);
            case TIMED_OUT -> unanswered("no answer within " + LIMIT.toSeconds() + " s", watch);
        };
    }

    private static Sent unanswered(String why, Stopwatch watch) {
        return new Sent.Tried(new Attempt(null, ms(watch), why, null), Verdict.NOT_YET);
    }

    /** Why there was no answer, in words that tell nobody's addresses. */
    private static String said(IOException failed) {
        if (failed instanceof ForbiddenDestinationException forbidden) {
            return "the URL " + forbidden.getMessage();
        }
        if (failed instanceof UnknownHostException) {
            return "the host has no address";
        }
        if (failed instanceof SSLException tls) {
            return "TLS: " + tls.getMessage();
        }
        if (failed instanceof ConnectTimeoutException) {
            return "the host did not take the connection in time";
        }
        if (failed instanceof SocketTimeoutException) {
            return "no answer in time";
        }
        return failed instanceof ConnectException
                ? "the host refused the connection"
                : "the exchange broke: " + failed.getClass().getSimpleName();
    }

    private static long ms(Stopwatch watch) {
        return Math.round(watch.seconds() * 1_000);
    }
}
