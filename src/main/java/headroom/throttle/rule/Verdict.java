package headroom.throttle.rule;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** What is said to one who asks. Read by {@link #fold}, so that no caller can forget an arm. */
public sealed interface Verdict {
    <R> R fold(
            Function<? super Granted, ? extends R> granted,
            Function<? super Throttled, ? extends R> throttled,
            Function<? super Impossible, ? extends R> impossible);

    /** Those in shadow mode that had no room for it. */
    List<UUID> shadowed();

    /**
     * He may.
     *
     * @param charged the throttles that count it
     */
    record Granted(List<UUID> charged, List<UUID> shadowed) implements Verdict {
        public Granted {
            charged = List.copyOf(charged);
            shadowed = List.copyOf(shadowed);
        }

        @Override
        public <R> R fold(
                Function<? super Granted, ? extends R> granted,
                Function<? super Throttled, ? extends R> throttled,
                Function<? super Impossible, ? extends R> impossible) {
            return granted.apply(this);
        }
    }

    /**
     * Not now; nothing was charged.
     *
     * @param binding the tightest of what stands in the way
     */
    record Throttled(Hindrance binding, List<UUID> shadowed) implements Verdict {
        public Throttled {
            shadowed = List.copyOf(shadowed);
        }

        @Override
        public <R> R fold(
                Function<? super Granted, ? extends R> granted,
                Function<? super Throttled, ? extends R> throttled,
                Function<? super Impossible, ? extends R> impossible) {
            return throttled.apply(this);
        }
    }

    /**
     * Never, as things are: it costs more than a throttle holds.
     *
     * @param tooSmall the first such throttle
     */
    record Impossible(Hindrance tooSmall) implements Verdict {
        @Override
        public List<UUID> shadowed() {
            return List.of();
        }

        @Override
        public <R> R fold(
                Function<? super Granted, ? extends R> granted,
                Function<? super Throttled, ? extends R> throttled,
                Function<? super Impossible, ? extends R> impossible) {
            return impossible.apply(this);
        }
    }
}
