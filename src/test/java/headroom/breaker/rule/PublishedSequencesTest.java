package headroom.breaker.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The sequences of published-sequences.txt: what their authors say of them, and what Headroom makes of them. */
class PublishedSequencesTest {
    private static final Set<String> LINES = Set.of("source", "breaker", "steps", "original", "run", "headroom", "why");

    private final SetClock clock = new SetClock();

    static List<PublishedSequence> sequences() throws IOException {
        try (InputStream file = PublishedSequencesTest.class.getResourceAsStream("published-sequences.txt")) {
            return PublishedSequence.parse(
                    new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @MethodSource("sequences")
    void headroomGoesThroughTheStatesOfTheTable(PublishedSequence sequence) {
        Configuration configuration = sequence.configuration();
        assertThat(configuration.brokenRules()).isEmpty();
        assertThat(sequence.play(new HeadroomBreaker(configuration, clock), clock))
                .isEqualTo(sequence.words("headroom"));
    }

    @ParameterizedTest
    @MethodSource("sequences")
    void whatIsSaidToBeRunIsRun(PublishedSequence sequence) {
        if (sequence.isRun()) {
            assertThat(sequence.play(new Resilience4jBreaker(sequence.configuration(), clock), clock))
                    .isEqualTo(sequence.words("original"));
        }
    }

    @ParameterizedTest
    @MethodSource("sequences")
    void aDifferenceHasAReason(PublishedSequence sequence) {
        List<String> original = sequence.words("original");
        List<String> ours = sequence.words("headroom");
        assertThat(LINES).containsAll(sequence.lines().keySet());
        assertThat(ours).hasSameSizeAs(original).hasSameSizeAs(sequence.words("steps"));
        boolean differs = false;
        for (int step = 0; step < ours.size(); step++) {
            differs |= !original.get(step).equals(".") && !original.get(step).equals(ours.get(step));
        }
        assertThat(sequence.lines().containsKey("why")).isEqualTo(differs);
    }
}
