package headroom.governance.rule;

import headroom.kernel.Amount;
import headroom.kernel.TenantId;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Divides the capacity of a pool between its members by one of the {@linkplain Strategy strategies}. Pure and exact: the
 * shares of PROPORTIONAL, PRIORITY and RESERVED sum up to the capacity, or to all that is wanted where that is less; no share
 * is larger than what its member wants or may have. The order of the members never matters: what does not divide goes to the
 * largest remainders, ties to the lower tenant id.
 */
public final class Division {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final BigInteger capacity;
    private final List<Claim> claims;
    private final BigInteger[] wanted;
    private final BigInteger[] weights;

    private Division(Amount capacity, Collection<Claim> claims) {
        this.capacity = units(capacity);
        this.claims = claims.stream()
                .sorted(Comparator.comparing(claim -> claim.tenant().value()))
                .toList();
        this.wanted = each(Claim::wanted);
        this.weights = this.claims.stream().map(claim -> units(claim.weight())).toArray(BigInteger[]::new);
    }

    /**
     * What each member gets of the capacity for what it wants, in the order of the tenants' ids. Under UNLIMITED and
     * MAX_LIMIT that may together be more than there is.
     */
    public static Map<TenantId, Amount> divide(
            Strategy strategy, Amount capacity, PoolOptions options, Collection<Claim> claims) {
        Division division = new Division(capacity, claims);
        return division.shares(
                switch (strategy) {
                    case UNLIMITED, MAX_LIMIT -> division.wanted;
                    case PROPORTIONAL -> WaterFilling.fill(division.capacity, division.wanted, division.weights);
                    case PRIORITY -> division.byPriority(options.floorPercent());
                    case RESERVED -> division.byReservation();
                });
    }

    /**
     * The shares, and what they leave of the capacity given by weight to the members who may want more at any moment: nobody
     * is to be denied what nobody else wants.
     */
    public static Map<TenantId, Amount> withSpare(
            Map<TenantId, Amount> shares, Amount capacity, Collection<Claim> claims) {
        Division division = new Division(capacity, claims);
        BigInteger[] given = division.each(claim -> shares.getOrDefault(claim.tenant(), Amount.ZERO));
        BigInteger spare = division.capacity.subtract(WaterFilling.sum(given));
        if (spare.signum() <= 0) {
            return shares;
        }
        BigInteger[] takes = new BigInteger[given.length];
        for (int i = 0; i < given.length; i++) {
            Claim claim = division.claims.get(i);
            BigInteger most = claim.max() == null ? division.capacity : units(claim.max());
            takes[i] = claim.open() ? most.subtract(given[i]).max(BigInteger.ZERO) : BigInteger.ZERO;
        }
        return division.shares(sum(given, WaterFilling.fill(spare, takes, division.weights)));
    }

    /** What each member would have if all wanted more than there is: what somebody borrows is beyond it. */
    public static Map<TenantId, Amount> entitlements(Strategy strategy, Amount capacity, Collection<Claim> claims) {
        Division division = new Division(capacity, claims);
        return division.shares(
                strategy == Strategy.RESERVED
                        ? division.each(Claim::reserved)
                        : WaterFilling.fill(
                                division.capacity,
                                division.each(claim -> claim.max() == null ? capacity : claim.max()),
                                division.weights));
    }

    private BigInteger[] byPriority(BigDecimal floorPercent) {
        BigInteger floor = claims.isEmpty()
                ? BigInteger.ZERO
                : new BigDecimal(capacity)
                        .multiply(floorPercent)
                        .divide(HUNDRED.multiply(BigDecimal.valueOf(claims.size())), 0, RoundingMode.DOWN)
                        .toBigInteger();
        BigInteger[] given = Arrays.stream(wanted).map(floor::min).toArray(BigInteger[]::new);
        TreeMap<Integer, List<Integer>> groups = new TreeMap<>(Comparator.reverseOrder());
        for (int i = 0; i < given.length; i++) {
            groups.computeIfAbsent(claims.get(i).priority(), none -> new ArrayList<>())
                    .add(i);
        }
        BigInteger rest = capacity.subtract(WaterFilling.sum(given));
        for (List<Integer> group : groups.values()) {
            rest = rest.subtract(giveMore(given, group, rest));
        }
        return given;
    }

    private BigInteger[] byReservation() {
        BigInteger[] given = WaterFilling.fill(capacity, each(Claim::guaranteed), weights);
        giveMore(given, IntStream.range(0, given.length).boxed().toList(), capacity.subtract(WaterFilling.sum(given)));
        return given;
    }

    /** Gives by weight to those of the group who want more than they were given; tells how much. */
    private BigInteger giveMore(BigInteger[] given, List<Integer> group, BigInteger rest) {
        BigInteger[] unmet =
                group.stream().map(i -> wanted[i].subtract(given[i])).toArray(BigInteger[]::new);
        BigInteger[] more = WaterFilling.fill(
                rest, unmet, group.stream().map(i -> weights[i]).toArray(BigInteger[]::new));
        for (int n = 0; n < more.length; n++) {
            int i = group.get(n);
            given[i] = given[i].add(more[n]);
        }
        return WaterFilling.sum(more);
    }

    private BigInteger[] each(Function<Claim, Amount> part) {
        return claims.stream().map(part).map(Division::units).toArray(BigInteger[]::new);
    }

    private Map<TenantId, Amount> shares(BigInteger[] units) {
        Map<TenantId, Amount> shares = new LinkedHashMap<>(units.length * 2);
        for (int i = 0; i < units.length; i++) {
            shares.put(claims.get(i).tenant(), amount(units[i]));
        }
        return shares;
    }

    private static BigInteger[] sum(BigInteger[] some, BigInteger[] more) {
        BigInteger[] sums = new BigInteger[some.length];
        Arrays.setAll(sums, i -> some[i].add(more[i]));
        return sums;
    }

    /** In ten-thousandths, the finest that an amount can be. */
    static BigInteger units(Amount amount) {
        return amount.toBigDecimal().unscaledValue();
    }

    static BigInteger units(BigDecimal weight) {
        return weight.setScale(Claim.WEIGHT_DIGITS, RoundingMode.UNNECESSARY).unscaledValue();
    }

    static Amount amount(BigInteger units) {
        return Amount.of(new BigDecimal(units, Amount.FRACTION_DIGITS));
    }
}
