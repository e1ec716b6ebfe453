package headroom.concurrency.linearizable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Makes histories that are right by construction: each call takes effect on the twin at one instant, chosen between its
 * beginning and its end, of calls that overlap as those of many clients do. Some lose their answer.
 */
final class SimulatedClients {
    private static final int SPAN = 1_000;

    private final Random random;
    private final int clients;
    private final double lost;
    private Twin twin;

    SimulatedClients(long seed, int clients, double lost, Twin twin) {
        this.random = new Random(seed);
        this.clients = clients;
        this.lost = lost;
        this.twin = twin;
    }

    private record Planned(int number, int client, long invokedAt, long effectAt, long returnedAt) {}

    List<Operation> history(int operations) {
        List<Operation> history = new ArrayList<>();
        Workload workload = new Workload(random);
        List<Planned> plan = plan(operations).stream()
                .sorted(Comparator.comparingLong(Planned::effectAt))
                .toList();
        for (Planned planned : plan) {
            Call call = workload.next();
            boolean answered = random.nextDouble() >= lost;
            boolean takesEffect = answered || random.nextBoolean();
            Optional<Answer> answer = Optional.empty();
            if (takesEffect) {
                Twin.Step step = twin.decide(call, "a" + planned.number());
                twin = step.after();
                answer = Optional.of(step.answer());
                // What an unanswered call made is known to nobody.
                if (answered && step.answer() instanceof Answer.Admitted admitted) {
                    workload.heardOf(admitted.allocation());
                }
            }
            history.add(new Operation(
                    planned.number(),
                    planned.client(),
                    "both",
                    call,
                    planned.invokedAt(),
                    planned.returnedAt(),
                    answered ? answer : Optional.empty()));
        }
        return history;
    }

    private List<Planned> plan(int operations) {
        List<Planned> plan = new ArrayList<>();
        long[] free = new long[clients];
        for (int number = 0; number < operations; number++) {
            int client = number % clients;
            long invokedAt = free[client] + random.nextInt(SPAN / 10);
            long effectAt = invokedAt + 1 + random.nextInt(SPAN);
            long returnedAt = effectAt + 1 + random.nextInt(SPAN);
            free[client] = returnedAt + 1;
            plan.add(new Planned(number, client, invokedAt, effectAt, returnedAt));
        }
        return plan;
    }
}
