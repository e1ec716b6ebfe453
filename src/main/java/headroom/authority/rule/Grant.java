package headroom.authority.rule;

import headroom.kernel.Purpose;
import headroom.kernel.Scope;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** What became of a request for a token. */
public sealed interface Grant {
    <R> R fold(Function<Given, R> given, Function<Denied, R> denied);

    /**
     * A token of these scopes.
     *
     * @param lifetime the shortest that any of them allows
     */
    record Given(Set<Scope> scopes, Map<Scope, Purpose> purposes, Duration lifetime) implements Grant {
        public Given {
            scopes = Set.copyOf(scopes);
            purposes = Map.copyOf(purposes);
        }

        @Override
        public <R> R fold(Function<Given, R> given, Function<Denied, R> denied) {
            return given.apply(this);
        }
    }

    /**
     * None.
     *
     * @param error in the words of RFC 6749
     * @param description one sentence for a person
     */
    record Denied(String error, String description) implements Grant {
        @Override
        public <R> R fold(Function<Given, R> given, Function<Denied, R> denied) {
            return denied.apply(this);
        }
    }
}
