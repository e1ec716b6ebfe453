package headroom.overload.boundary;

import headroom.overload.control.Serving;
import headroom.overload.rule.LoadState;
import headroom.platform.HealthNote;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Tells in the server's health when it refuses requests because it has too much to do. */
@ApplicationScoped
public class OverloadNote implements HealthNote {
    @Inject
    private Serving serving;

    @Override
    public String name() {
        return "load";
    }

    /** Degraded from where requests of more than the lowest class may be refused. */
    @Override
    public Standing standing() {
        LoadState state = serving.shedder().judged().state();
        return state.compareTo(LoadState.CRITICAL) >= 0 ? Standing.DEGRADED : Standing.UP;
    }
}
