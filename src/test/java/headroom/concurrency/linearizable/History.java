package headroom.concurrency.linearizable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Records what concurrent clients called and heard, by one monotonic clock. Thread-safe. */
final class History {
    private final long start = System.nanoTime();
    private final List<Operation> operations = new ArrayList<>();
    private int invoked;

    /** Makes a call and records it; {@code sending} is empty where no answer came. */
    Optional<Answer> record(int client, String server, Call call, Supplier<Optional<Answer>> sending) {
        int number = next();
        long invokedAt = System.nanoTime() - start;
        Optional<Answer> answer = sending.get();
        long returnedAt = System.nanoTime() - start;
        add(new Operation(number, client, server, call, invokedAt, returnedAt, answer));
        return answer;
    }

    /** How many calls were begun. */
    synchronized int size() {
        return invoked;
    }

    /** Every call that is over or given up, in the order of their beginning. */
    synchronized List<Operation> operations() {
        return operations.stream()
                .sorted(Comparator.comparingLong(Operation::invokedAt))
                .toList();
    }

    /** One line an operation. */
    @Override
    public String toString() {
        return operations().stream().map(Operation::toString).collect(Collectors.joining("\n"));
    }

    private synchronized int next() {
        return invoked++;
    }

    private synchronized void add(Operation operation) {
        operations.add(operation);
    }
}
