package headroom.platform.json;

/**
 * A caller's own JSON object, kept as it is.
 *
 * @param json its compact text, at most {@value #MAX_BYTES} bytes in UTF-8
 */
public record Metadata(String json) {
    /** 8 KiB. */
    public static final int MAX_BYTES = 8_192;
}
