package headroom.overload.boundary;

import headroom.kernel.Constants;
import headroom.kernel.Refusal;
import headroom.overload.rule.LoadState;
import headroom.overload.rule.Pressure;
import headroom.overload.rule.RequestClass;
import headroom.overload.rule.RetryIn;
import headroom.platform.http.Answer;
import headroom.platform.http.Problems;
import headroom.platform.http.RequestContext;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;

/** What a request hears that was turned away. */
public final class Shed {
    /** Says how hard something presses on the caller's tenant: {@code soft} or {@code hard}; absent where nothing does. */
    static final String PRESSURE = "Headroom-Pressure";

    /** What stands in a text that is kept where the request's id belongs; no id is written so. */
    private static final String ID = "{id}";

    private static final Map<LoadState, Map<RequestClass, Answer>> ANSWERS = answers();

    private Shed() {}

    /** The refusal: 429 {@code shed}, with the class, the state, and a random time to come again. Costs no serialization. */
    public static Answer answer(LoadState state, RequestClass requested) {
        Answer kept = Objects.requireNonNull(
                Objects.requireNonNull(ANSWERS.get(state)).get(requested));
        int seconds = RetryIn.seconds(state, ThreadLocalRandom.current().nextDouble());
        String body = kept.body().replace(ID, RequestContext.current().requestId());
        return new Answer(
                kept.status(),
                Map.of("Retry-After", Integer.toString(seconds), PRESSURE, Constants.written(Pressure.HARD)),
                body);
    }

    private static Map<LoadState, Map<RequestClass, Answer>> answers() {
        Map<LoadState, Map<RequestClass, Answer>> answers = new EnumMap<>(LoadState.class);
        for (LoadState state : LoadState.values()) {
            Map<RequestClass, Answer> of = new EnumMap<>(RequestClass.class);
            for (RequestClass requested : RequestClass.values()) {
                of.put(requested, Problems.answer(refusal(state, requested), ID));
            }
            answers.put(state, of);
        }
        return answers;
    }

    private static Refusal refusal(LoadState state, RequestClass requested) {
        return Refusal.of(
                Refusal.Kind.SHED,
                "requests of the class " + Constants.written(requested) + " are refused while the load is "
                        + Constants.written(state) + "; nothing was done, try again later",
                Map.of("request_class", Constants.written(requested), "load_state", Constants.written(state)));
    }
}
