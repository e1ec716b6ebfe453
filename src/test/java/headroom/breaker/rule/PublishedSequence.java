package headroom.breaker.rule;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One block of published-sequences.txt, which tells the language. */
record PublishedSequence(Map<String, String> lines) {
    private static final int UNLESS_TOLD_MS = 1_000;

    static List<PublishedSequence> parse(String text) {
        List<PublishedSequence> all = new ArrayList<>();
        for (String block : text.split("\\R{2,}")) {
            Map<String, String> lines = new HashMap<>();
            block.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                String[] parts = line.split(" +", 2);
                lines.put(parts[0], parts[1]);
            });
            if (!lines.isEmpty()) {
                all.add(new PublishedSequence(lines));
            }
        }
        return all;
    }

    List<String> words(String line) {
        return List.of(lines.getOrDefault(line, "").trim().split(" +"));
    }

    boolean isRun() {
        return "resilience4j".equals(lines.get("run"));
    }

    Configuration configuration() {
        Calls calls = Calls.small().slow("100");
        List<String> words = words("breaker");
        for (int i = 0; i < words.size(); i += words.get(i).equals("fail-fast") ? 1 : 2) {
            set(calls, words.get(i), words.get(Math.min(i + 1, words.size() - 1)));
        }
        return calls.done();
    }

    private static void set(Calls calls, String name, String value) {
        switch (name) {
            case "count" -> calls.count(Integer.parseInt(value));
            case "time" -> calls.time(Integer.parseInt(value));
            case "minimum" -> calls.minimum(Integer.parseInt(value));
            case "failing" -> calls.failing(value);
            case "slow" -> calls.slow(value);
            case "slow-ms" -> calls.slowMs = Long.parseLong(value);
            case "probes" -> calls.probes(Integer.parseInt(value));
            case "fail-fast" -> calls.failFast();
            case "delay" -> calls.delay(Long.parseLong(value), "1", Configuration.MAX_DELAY_MS);
            case "half-open-ms" -> calls.halfOpenMs(Long.parseLong(value));
            case "every" -> {}
            default -> throw new IllegalArgumentException("a breaker has no " + name);
        }
    }

    /** The states after the steps, as the file writes them. */
    List<String> play(ComparedBreaker breaker, SetClock clock) {
        List<String> words = words("breaker");
        int every = words.contains("every") ? Integer.parseInt(words.get(words.indexOf("every") + 1)) : UNLESS_TOLD_MS;
        long slowMs = configuration().slowCallMs();
        Deque<Permit.Permitted> underWay = new ArrayDeque<>();
        List<String> states = new ArrayList<>();
        for (String step : words("steps")) {
            String[] repeated = step.split("\\*");
            boolean refused = false;
            for (int i = 0; i < (repeated.length == 1 ? 1 : Integer.parseInt(repeated[1])); i++) {
                if (i > 0) {
                    clock.pass(every);
                }
                refused = take(repeated[0], breaker, clock, slowMs, underWay);
            }
            states.add(breaker.state().name().charAt(0) + (refused ? "-" : ""));
            if (Character.isLetter(step.charAt(0))) {
                clock.pass(every);
            }
        }
        return states;
    }

    /** Whether a call was refused. */
    private static boolean take(
            String step, ComparedBreaker breaker, SetClock clock, long slowMs, Deque<Permit.Permitted> underWay) {
        switch (step.charAt(0)) {
            case '+' -> clock.pass(Long.parseLong(step.substring(1)));
            case '>' -> end(breaker, underWay.remove(), step.charAt(1), slowMs);
            default -> {
                Optional<Permit.Permitted> permit = breaker.ask();
                if (permit.isPresent() && step.equals("?")) {
                    underWay.add(permit.get());
                } else if (permit.isPresent()) {
                    end(breaker, permit.get(), step.charAt(0), slowMs);
                }
                return permit.isEmpty();
            }
        }
        return false;
    }

    private static void end(ComparedBreaker breaker, Permit.Permitted call, char how, long slowMs) {
        Result result = switch (Character.toLowerCase(how)) {
            case 's' -> Result.SUCCESS;
            case 'f' -> Result.FAILURE;
            case 'i' -> Result.IGNORED;
            default -> throw new IllegalArgumentException("no call ends like " + how);
        };
        breaker.end(call, result, Character.isUpperCase(how) ? slowMs + 1 : 1);
    }

    @Override
    public String toString() {
        return lines.getOrDefault("source", "no source");
    }
}
