package headroom.platform.http;

/**
 * One event of a stream.
 *
 * @param id its place: later events have larger ones, and none is seen before a smaller one
 * @param type what kind of event it is, as {@code breaker.moved}
 * @param data JSON text
 */
public record StreamEvent(long id, String type, String data) {}
