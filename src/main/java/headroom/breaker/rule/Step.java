package headroom.breaker.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What a breaker has become, and what is to be told of it once it is stored.
 *
 * @param after the breaker as it is now; equal to the one before where nothing happened
 * @param transitions the moves on the way, oldest first; mostly none
 */
public record Step(Breaker after, List<Transition> transitions) {
    public Step {
        transitions = List.copyOf(transitions);
    }

    static Step to(Breaker after) {
        return new Step(after, List.of());
    }

    Step then(Function<Breaker, Step> next) {
        Step second = next.apply(after);
        if (transitions.isEmpty()) {
            return second;
        }
        List<Transition> all = new ArrayList<>(transitions);
        all.addAll(second.transitions);
        return new Step(second.after, all);
    }
}
