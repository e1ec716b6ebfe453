package headroom.throttle.control;

import headroom.throttle.rule.LeastRoom;
import headroom.throttle.rule.Limits;
import headroom.throttle.rule.Tokens;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.BucketState;
import io.github.bucket4j.MathType;
import io.github.bucket4j.TokensInheritanceStrategy;
import io.github.bucket4j.distributed.serialization.DataOutputSerializationAdapter;
import io.github.bucket4j.distributed.serialization.Scope;
import io.github.bucket4j.distributed.versioning.Versions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A token bucket with the arithmetic of Bucket4j: whole numbers of 64 bits, the fraction of a token kept with the state. Within the bounds of
 * {@link Limits} nothing overflows before the bucket is full, where Bucket4j would go on with less exact numbers. Immutable.
 */
public final class TokenBucket implements Tokens {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** A state's numbers: when it was refilled last, and what it held then. */
    private static final int REFILLED = 0;

    private static final int WHOLE = 1;

    private static final int FRACTION = 2;

    /** Between what is Bucket4j's and what is ours. */
    private static final String BEHIND = ";";

    private final BucketState state;
    private final long asOfNanos;
    private final LeastRoom least;

    private TokenBucket(BucketState state, long asOfNanos, LeastRoom least) {
        this.state = state;
        this.asOfNanos = asOfNanos;
        this.least = least;
    }

    /** A full one, where these limits have one. */
    public static Optional<Tokens> full(Limits limits, Instant now) {
        return configuration(limits)
                .map(as -> new TokenBucket(
                        BucketState.createInitialState(as, MathType.INTEGER_64_BITS, nanos(now)),
                        nanos(now),
                        LeastRoom.NONE));
    }

    /** The one that was {@linkplain #written written}, where these limits have one. */
    static Optional<Tokens> read(Limits limits, @Nullable String written) {
        return configuration(limits).map(as -> {
            if (written == null) {
                throw new IllegalStateException("a throttle with burst_capacity has no bucket");
            }
            String[] parts = written.split(BEHIND, 2);
            try (DataInputStream in = new DataInputStream(
                    new ByteArrayInputStream(Base64.getDecoder().decode(parts[0])))) {
                long asOf = in.readLong();
                BucketState state = BucketState.deserialize(DataOutputSerializationAdapter.INSTANCE, in);
                state.setConfiguration(as);
                return new TokenBucket(state, asOf, parts.length == 1 ? LeastRoom.NONE : LeastRoomText.read(parts[1]));
            } catch (IOException broken) {
                throw new IllegalStateException("a bucket is not as it was written", broken);
            }
        });
    }

    /** The bucket under other limits: what is in it stays, as far as it fits; a new one is full. */
    public static Optional<Tokens> changed(@Nullable Tokens before, Limits limits, Instant now) {
        return before instanceof TokenBucket bucket
                ? configuration(limits).map(as -> bucket.under(as, now))
                : full(limits, now);
    }

    private TokenBucket under(BucketConfiguration other, Instant now) {
        TokenBucket filled = filled(now);
        return new TokenBucket(
                filled.state.replaceConfiguration(other, TokensInheritanceStrategy.AS_IS, filled.asOfNanos),
                filled.asOfNanos,
                least.in(other.getBandwidths()[0].getRefillPeriodNanos(), parts(state)));
    }

    /** In Bucket4j's own form for what outlives a process, and what there was room for behind it. */
    static String written(Tokens tokens) {
        TokenBucket bucket = (TokenBucket) tokens;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(bucket.asOfNanos);
            BucketState.serialize(
                    DataOutputSerializationAdapter.INSTANCE,
                    out,
                    bucket.state,
                    Versions.getLatest(),
                    Scope.PERSISTED_STATE);
        } catch (IOException impossible) {
            throw new IllegalStateException("memory can be written to", impossible);
        }
        String ours = LeastRoomText.written(bucket.least);
        return Base64.getEncoder().encodeToString(bytes.toByteArray()) + (ours.isEmpty() ? "" : BEHIND + ours);
    }

    @Override
    public Tokens at(Instant now) {
        return filled(now);
    }

    private TokenBucket filled(Instant now) {
        long then = nanos(now);
        if (then <= asOfNanos) {
            return this;
        }
        BucketState later = state.copy();
        later.refillAllBandwidth(then);
        return new TokenBucket(later, then, least);
    }

    @Override
    public Instant asOf() {
        return Instant.ofEpochSecond(0, asOfNanos);
    }

    /** Bucket4j passes over whatever time is before a state's own; so it is written into it. */
    @Override
    public Tokens setBack(Instant now) {
        long then = nanos(now);
        return new TokenBucket(changed(numbers -> numbers[REFILLED] = then), then, least.setBack(then));
    }

    @Override
    public long available() {
        return state.getAvailableTokens();
    }

    @Override
    public Tokens take(int cost) {
        if (cost > available()) {
            throw new IllegalArgumentException("a bucket of " + available() + " tokens does not hold " + cost);
        }
        BucketState after = state.copy();
        after.consume(cost);
        return new TokenBucket(after, asOfNanos, least.noted(asOfNanos, room()));
    }

    /** What fits in, in {@linkplain #parts parts of a token}: at most 10^18. */
    private long room() {
        long capacity = state.getConfiguration().getBandwidths()[0].getCapacity();
        return Math.max(0, (capacity - available()) * parts(state) - state.getRoundingError(0));
    }

    /** Bucket4j counts the fraction of a token in so many parts: a token is refilled within so many nanoseconds, or some of them are. */
    private static long parts(BucketState state) {
        return state.getConfiguration().getBandwidths()[0].getRefillPeriodNanos();
    }

    @Override
    public Tokens giveBack(int cost, Instant takenAt) {
        long then = nanos(takenAt);
        long given = Math.min(least.since(then, cost * parts(state)), room());
        return given <= 0
                ? this
                : new TokenBucket(changed(numbers -> fill(numbers, given)), asOfNanos, least.givenBack(then, given));
    }

    /** Bucket4j adds whole tokens only. */
    private void fill(long[] numbers, long given) {
        long fraction = numbers[FRACTION] + given;
        numbers[WHOLE] += fraction / parts(state);
        numbers[FRACTION] = fraction % parts(state);
    }

    /** The state with other numbers, by the form that Bucket4j shows its states in to others. */
    private BucketState changed(Consumer<long[]> changing) {
        try {
            Map<?, ?> shown = (Map<?, ?>)
                    BucketState.toJsonCompatibleSnapshot(state, Versions.getLatest(), Scope.PERSISTED_STATE);
            Map<String, Object> other = new HashMap<>();
            shown.forEach((key, value) -> other.put((String) key, value));
            long[] numbers = ((long[]) Objects.requireNonNull(other.get("stateData"))).clone();
            changing.accept(numbers);
            other.put("stateData", numbers);
            BucketState after = BucketState.fromJsonCompatibleSnapshot(other);
            after.setConfiguration(state.getConfiguration());
            return after;
        } catch (IOException impossible) {
            throw new IllegalStateException("memory can be written to", impossible);
        }
    }

    /** Bucket4j rounds a wait down; so a nanosecond more. */
    @Override
    public Duration untilHolds(long tokens) {
        long nanos = state.calculateDelayNanosAfterWillBePossibleToConsume(tokens, asOfNanos, true);
        return nanos == 0 && tokens <= available() ? Duration.ZERO : Duration.ofNanos(nanos + 1);
    }

    /** The rate as a fraction in its lowest terms: so many tokens in so many nanoseconds. */
    private static Optional<BucketConfiguration> configuration(Limits limits) {
        Integer capacity = limits.burstCapacity();
        BigDecimal rate = limits.refillPerSecond();
        if (capacity == null || rate == null) {
            return Optional.empty();
        }
        BigInteger tokens = rate.movePointRight(Limits.FRACTION_DIGITS).toBigIntegerExact();
        BigInteger nanos = BigInteger.TEN.pow(Limits.FRACTION_DIGITS).multiply(BigInteger.valueOf(NANOS_PER_SECOND));
        BigInteger common = tokens.gcd(nanos);
        return Optional.of(BucketConfiguration.builder()
                .addLimit(limit -> limit.capacity(capacity)
                        .refillGreedy(
                                tokens.divide(common).longValueExact(),
                                Duration.ofNanos(nanos.divide(common).longValueExact())))
                .build());
    }

    private static long nanos(Instant at) {
        return Math.addExact(Math.multiplyExact(at.getEpochSecond(), NANOS_PER_SECOND), at.getNano());
    }
}
