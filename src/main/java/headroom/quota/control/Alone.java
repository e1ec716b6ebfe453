package headroom.quota.control;

import java.util.function.Supplier;

/** Work that takes the lane's turn with a transaction of its own, such as a change of a quota. */
final class Alone<T> extends Waiting<T> {
    private final Supplier<T> work;

    Alone(Supplier<T> work) {
        this.work = work;
    }

    @Override
    int weight() {
        return 1;
    }

    @Override
    boolean isAlone() {
        return true;
    }

    void work() {
        succeed(context().on(work));
    }

    @Override
    void tell() {
        // Told by its work.
    }
}
