package headroom.breaker.rule;

/**
 * Names one probe of one breaker.
 *
 * @param era the era in which it was permitted; in another it is worth nothing
 * @param number which one of that era, from 1; never given twice
 */
public record ProbeId(long era, long number) {}
