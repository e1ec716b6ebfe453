package headroom.overload.rule;

import java.util.Arrays;

/** What each may have at most where all want more than there is: who wants less has all that he wants, the others the same. */
public final class WaterLevel {
    private WaterLevel() {}

    /**
     * The level w at which the sum of min(demand, w) is what there is: max-min fairness.
     *
     * @param demands each at least 0; left as they are
     * @param supply at least 0
     * @return infinite where there is enough for all
     */
    public static double of(double[] demands, double supply) {
        double[] sorted = demands.clone();
        Arrays.sort(sorted);
        double left = supply;
        for (int i = 0; i < sorted.length; i++) {
            int others = sorted.length - i;
            if (sorted[i] * others >= left) {
                return left / others;
            }
            left -= sorted[i];
        }
        return Double.POSITIVE_INFINITY;
    }
}
