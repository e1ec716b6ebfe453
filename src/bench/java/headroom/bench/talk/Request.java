package headroom.bench.talk;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The bytes of one request, built once; fields of fixed width are overwritten between two sends. */
final class Request {
    private final byte[] bytes;
    private final ByteBuffer buffer;

    private Request(String text) {
        this.bytes = text.getBytes(StandardCharsets.US_ASCII);
        this.buffer = ByteBuffer.wrap(bytes);
    }

    static Request post(String path, String body, String token) {
        return new Request("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + token
                + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    static Request get(String path, String token) {
        return withoutBody("GET", path, token);
    }

    static Request delete(String path, String token) {
        return withoutBody("DELETE", path, token);
    }

    private static Request withoutBody(String method, String path, String token) {
        return new Request(
                method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + token + "\r\n\r\n");
    }

    /** Where this marker stands, from a position on. */
    int find(String marker, int from) {
        int at = new String(bytes, StandardCharsets.US_ASCII).indexOf(marker, from);
        if (at < 0) {
            throw new IllegalArgumentException("the request has no " + marker);
        }
        return at;
    }

    /** Writes a number with leading zeros. */
    void put(int at, long number, int width) {
        long rest = number;
        for (int i = at + width - 1; i >= at; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    void put(int at, byte[] text) {
        System.arraycopy(text, 0, bytes, at, text.length);
    }

    ByteBuffer ready() {
        return buffer.clear();
    }
}
