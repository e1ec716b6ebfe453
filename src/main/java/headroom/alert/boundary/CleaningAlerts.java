package headroom.alert.boundary;

import headroom.alert.control.DeadLetters;
import headroom.alert.control.OldAlerts;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;

/** Forgets what is over, and counts what is in the way. */
@Stateless
public class CleaningAlerts {
    @Inject
    private OldAlerts old;

    @Inject
    private DeadLetters deadLetters;

    @Inject
    private AlertMetrics metrics;

    /** Forgets what is over. */
    public void forget() {
        old.forget();
    }

    /** Brings the gauge up to date. */
    public void count() {
        metrics.deadLetters(deadLetters.count());
    }
}
