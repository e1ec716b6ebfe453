package headroom.kernel;

/**
 * One broken rule.
 *
 * @param field the field as the caller wrote it ({@code soft_limit}, {@code items[3].job_id})
 * @param message the rule and, where it helps, the offending value
 */
public record FieldError(String field, String message) {}
