package headroom.governance.rule;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;

/**
 * Weighted max-min fairness by progressive filling (Bertsekas and Gallager, Data Networks, 6.5.2): the level rises for all
 * in proportion to their weights, and who is full steps out. In whole units, exactly: what does not divide goes to the
 * largest remainders, one unit each, ties to who comes first.
 */
final class WaterFilling {
    private WaterFilling() {}

    /**
     * Fills vessels.
     *
     * @param total what there is, at least 0
     * @param sizes how much each can take, at least 0
     * @param weights each more than 0
     * @return what each gets; together the total, or all sizes where that is less
     */
    static BigInteger[] fill(BigInteger total, BigInteger[] sizes, BigInteger[] weights) {
        Integer[] order = new Integer[sizes.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> sizes[a].multiply(weights[b]).compareTo(sizes[b].multiply(weights[a])));
        BigInteger[] filled = new BigInteger[sizes.length];
        BigInteger left = total;
        BigInteger weight = sum(weights);
        int full = 0;
        for (; full < order.length; full++) {
            int i = order[full];
            if (sizes[i].multiply(weight).compareTo(left.multiply(weights[i])) > 0) {
                break;
            }
            filled[i] = sizes[i];
            left = left.subtract(sizes[i]);
            weight = weight.subtract(weights[i]);
        }
        level(left, weight, Arrays.copyOfRange(order, full, order.length), weights, filled);
        return filled;
    }

    /** Shares what is left between those that take more than their part of it. */
    private static void level(
            BigInteger left, BigInteger weight, Integer[] open, BigInteger[] weights, BigInteger[] filled) {
        if (open.length == 0) {
            return;
        }
        BigInteger[] remainders = new BigInteger[filled.length];
        BigInteger given = BigInteger.ZERO;
        for (int i : open) {
            BigInteger[] part = left.multiply(weights[i]).divideAndRemainder(weight);
            filled[i] = part[0];
            remainders[i] = part[1];
            given = given.add(part[0]);
        }
        int units = left.subtract(given).intValueExact();
        if (units == 0) {
            return;
        }
        Comparator<Integer> largestFirst =
                Comparator.comparing((Integer i) -> remainders[i]).reversed();
        Arrays.sort(open, largestFirst.thenComparing(Comparator.naturalOrder()));
        for (int n = 0; n < units; n++) {
            filled[open[n]] = filled[open[n]].add(BigInteger.ONE);
        }
    }

    static BigInteger sum(BigInteger[] values) {
        return Arrays.stream(values).reduce(BigInteger.ZERO, BigInteger::add);
    }
}
