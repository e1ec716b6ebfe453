package headroom.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.concurrency.Callers;
import headroom.testing.Api;
import headroom.testing.Product;
import headroom.testing.Reply;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** 32 workers at two servers never get more than the throttles allow, at no instant. Judged on the permits by the database's clock. */
class ThrottledLoadIT {
    private static final int WORKERS = 32;
    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("headroom.throttle.seconds", 6));

    private final Api here = Product.running().api();
    private final Api there = here.at(Product.running().second());

    private UUID throttle(String jobType, String source, String more) {
        return here.post("throttles", "{\"job_type\":\"%s\",\"source\":\"%s\",%s}".formatted(jobType, source, more))
                .is(201)
                .id();
    }

    private Map<Integer, AtomicInteger> work(String jobType, String more) {
        return new Workers(List.of(here, there), jobType, more).work(WORKERS, TIME);
    }

    private List<Granted> granted(String jobType) {
        return Granted.all(Product.running().database(), here.tenant(), jobType);
    }

    @Test
    void neverMoreAreLiveThanMayBe() {
        UUID id = throttle("import", "*", "\"max_active\":7");
        Map<Integer, AtomicInteger> answers = work("import", "");
        assertThat(answers.keySet()).containsExactly(201, 429);
        List<Granted> all = granted("import");
        assertThat(all).hasSizeGreaterThan(100).hasSize(answers.get(201).get());
        assertThat(all).allSatisfy(one -> assertThat(one.besides(all)).isLessThanOrEqualTo(7));
        assertThat(all.stream().mapToLong(one -> one.besides(all)).max()).hasValue(7);
        here.get("throttles/" + id + "/summary").is(200).hasNumber("/active", "0");
    }

    @Test
    void neverMoreIsGrantedThanTheBucketHeldAndGot() {
        throttle("import", "*", "\"burst_capacity\":50,\"refill_per_second\":12.5");
        work("import", ",\"cost\":3");
        List<Granted> all = granted("import");
        List<Granted> kept =
                all.stream().filter(one -> !"ignored".equals(one.outcome())).toList();
        assertThat(kept.size()).isGreaterThan(30);
        for (int from = 0; from < kept.size(); from++) {
            long cost = 0;
            for (Granted one : kept.subList(from, kept.size())) {
                cost += one.cost();
                assertThat(BigDecimal.valueOf(cost))
                        .as("from the %d-th to %s", from, one)
                        .isLessThanOrEqualTo(held(kept.get(from).at(), one.at()));
            }
        }
    }

    private static BigDecimal held(Instant from, Instant to) {
        BigDecimal seconds = BigDecimal.valueOf(Duration.between(from, to).toNanos(), 9);
        return seconds.multiply(new BigDecimal("12.5")).add(BigDecimal.valueOf(50));
    }

    @Test
    void exactlyWhatAnHourAllowsIsGranted() {
        throttle("*", "git", "\"max_per_hour\":150");
        List<Integer> statuses = Callers.call(
                WORKERS,
                600,
                i -> (i % 2 == 0 ? here : there)
                        .attempt("POST", "permits", "{\"job_type\":\"import\",\"source\":\"git\"}")
                        .orElseThrow()
                        .status());
        assertThat(statuses.stream().filter(status -> status == 201)).hasSize(150);
        assertThat(statuses.stream().filter(status -> status == 429)).hasSize(450);
        assertThat(granted("import")).hasSize(150);
    }

    @Test
    void severalThrottlesHoldTogetherAndNoneIsChargedForWhatAnotherRefuses() {
        UUID wide = throttle("*", "*", "\"max_active\":9,\"max_per_hour\":1000000");
        UUID narrow = throttle("import", "git", "\"max_active\":4");
        UUID shadow = throttle("*", "git", "\"max_active\":2,\"mode\":\"shadow\"");
        Workers imports = new Workers(List.of(here, there), "import", "");
        Workers exports = new Workers(List.of(there, here), "export", "");
        Callers.call(2, 2, i -> (i == 0 ? imports : exports).work(WORKERS / 2, TIME));
        List<Granted> importing = granted("import");
        List<Granted> all = new ArrayList<>(importing);
        all.addAll(granted("export"));
        assertThat(importing)
                .hasSizeGreaterThan(50)
                .allSatisfy(one -> assertThat(one.besides(importing)).isLessThanOrEqualTo(4));
        assertThat(all).allSatisfy(one -> assertThat(one.besides(all)).isLessThanOrEqualTo(9));
        long kept = all.stream().filter(one -> !"ignored".equals(one.outcome())).count();
        here.get("throttles/" + wide + "/summary")
                .hasNumber("/active", "0")
                .hasNumber("/limits/1/used", Long.toString(kept));
        here.get("throttles/" + narrow + "/summary").hasNumber("/active", "0");
        Reply shown = here.get("throttles/" + shadow + "/summary").hasNumber("/active", "0");
        assertThat(shown.number("/would_have_refused").intValue()).isPositive();
    }

    @Test
    void aChangeHoldsForAllThatIsDecidedAfterIt() throws InterruptedException {
        UUID id = throttle("import", "*", "\"max_active\":6");
        NavigableMap<Instant, Integer> limits = new TreeMap<>(Map.of(Instant.MIN, 6));
        Thread changing = new Thread(() -> {
            for (int limit : new int[] {2, 9, 1, 5, 0, 12}) {
                Reply changed = (limit % 2 == 0 ? here : there)
                        .put("throttles/" + id, "{\"max_active\":" + limit + "}")
                        .is(200);
                limits.put(Instant.parse(changed.text("/updated_at")), limit);
                pause(TIME.dividedBy(8));
            }
        });
        changing.start();
        work("import", "");
        changing.join();
        assertThat(limits).hasSize(7);
        List<Granted> all = granted("import");
        assertThat(all)
                .hasSizeGreaterThan(100)
                .allSatisfy(one -> assertThat(one.besides(all))
                        .as("%s under %s", one, limits)
                        .isLessThanOrEqualTo(limits.floorEntry(one.at()).getValue()));
        here.get("throttles/" + id + "/summary").hasNumber("/active", "0");
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Test
    void ofManyWhoEndAPermitAtOnceOneDoes() {
        UUID id = throttle("import", "*", "\"max_active\":100");
        for (int round = 0; round < 10; round++) {
            String permit = here.post("permits", "{\"job_type\":\"import\",\"source\":\"git\"}")
                    .is(201)
                    .text("/permit_id");
            List<Integer> statuses = Callers.call(
                    16,
                    16,
                    i -> (i % 2 == 0 ? here : there)
                            .attempt("POST", "permits/" + permit + "/end", "{\"outcome\":\"success\"}")
                            .orElseThrow()
                            .status());
            assertThat(statuses).containsOnlyOnce(200);
            assertThat(statuses.stream().filter(status -> status == 409)).hasSize(15);
            here.get("throttles/" + id + "/summary").hasNumber("/active", "0");
        }
    }
}
