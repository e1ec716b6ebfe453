package headroom.overload.boundary;

import headroom.kernel.Constants;
import headroom.kernel.Refusal;
import headroom.overload.rule.LoadState;
import headroom.overload.rule.Pressure;
import headroom.overload.rule.RequestClass;
import headroom.overload.rule.RetryIn;
import headroom.platform.http.Answer;
import headroom.platform.http.Problems;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** What a request hears that was turned away. */
public final class Shed {
    /** Says how hard something presses on the caller's tenant: {@code soft} or {@code hard}; absent where nothing does. */
    static final String PRESSURE = "Headroom-Pressure";

    private Shed() {}

    /** The refusal: 429 {@code shed}, with the class, the state, and a random time to come again. */
    public static Answer answer(LoadState state, RequestClass requested) {
        Refusal refusal = Refusal.of(
                Refusal.Kind.SHED,
                "requests of the class " + Constants.written(requested) + " are refused while the load is "
                        + Constants.written(state) + "; nothing was done, try again later",
                Map.of("request_class", Constants.written(requested), "load_state", Constants.written(state)));
        int seconds = RetryIn.seconds(state, ThreadLocalRandom.current().nextDouble());
        return Problems.answer(refusal)
                .withHeader("Retry-After", Integer.toString(seconds))
                .withHeader(PRESSURE, Constants.written(Pressure.HARD));
    }
}
