package headroom.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads HTTP/1.1 answers of one connection, one after another: no more of them than a measurement needs. */
public final class AnswerReader {
    private static final int FIRST_SIZE = 16 * 1024;
    private static final byte[] CONTENT_LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TRANSFER_ENCODING = "transfer-encoding:".getBytes(StandardCharsets.US_ASCII);
    private static final int CHUNKED = -1;
    private static final int STATUS_AT = "HTTP/1.1 ".length();

    private ByteBuffer buffer = ByteBuffer.wrap(new byte[FIRST_SIZE]);
    private int status;
    private int bodyStart;
    private int bodyLength;
    private int bodyEnd;

    /** Forgets the answer before. */
    void begin() {
        buffer.clear();
        bodyStart = 0;
    }

    /** Reads what has come; true when the answer is whole. */
    boolean readFrom(SocketChannel channel) throws IOException {
        if (!buffer.hasRemaining()) {
            buffer = ByteBuffer.wrap(Arrays.copyOf(buffer.array(), buffer.capacity() * 2))
                    .position(buffer.position());
        }
        if (channel.read(buffer) < 0) {
            throw new EOFException("the server closed the connection");
        }
        return isWhole();
    }

    public int status() {
        return status;
    }

    public boolean isSuccess() {
        return status / 100 == 2;
    }

    /** Position after the first occurrence of these bytes in the body; -1 where there is none. */
    public int after(byte[] wanted) {
        int at = indexOf(wanted, bodyStart, bodyEnd);
        return at < 0 ? -1 : at + wanted.length;
    }

    /** Copies bytes of the answer. */
    public void copy(int from, byte[] to, int toIndex, int length) {
        System.arraycopy(buffer.array(), from, to, toIndex, length);
    }

    /** A whole number in the body, from this position on. */
    public int number(int from) {
        byte[] bytes = buffer.array();
        int value = 0;
        for (int i = from; bytes[i] >= '0' && bytes[i] <= '9'; i++) {
            value = value * 10 + bytes[i] - '0';
        }
        return value;
    }

    private boolean isWhole() {
        int end = buffer.position();
        if (bodyStart == 0 && !readHead(end)) {
            return false;
        }
        if (bodyLength == CHUNKED) {
            return joinChunks(end);
        }
        bodyEnd = bodyStart + bodyLength;
        return end >= bodyEnd;
    }

    private boolean readHead(int end) {
        byte[] bytes = buffer.array();
        int blank = indexOf(new byte[] {'\r', '\n', '\r', '\n'}, 0, end);
        if (blank < 0) {
            return false;
        }
        status = number(STATUS_AT);
        bodyStart = blank + 4;
        bodyLength = 0;
        for (int i = 0; i < blank; i++) {
            if (bytes[i] == '\n' && startsWith(CONTENT_LENGTH, i + 1)) {
                bodyLength = number(skipBlanks(i + 1 + CONTENT_LENGTH.length));
            } else if (bytes[i] == '\n' && startsWith(TRANSFER_ENCODING, i + 1)) {
                bodyLength = CHUNKED;
            }
        }
        return true;
    }

    /** Moves the chunks together, once the last one is there. */
    private boolean joinChunks(int end) {
        int last = walkChunks(end, false);
        if (last < 0) {
            return false;
        }
        bodyEnd = walkChunks(end, true);
        return true;
    }

    private int walkChunks(int end, boolean join) {
        byte[] bytes = buffer.array();
        int to = bodyStart;
        int at = bodyStart;
        while (true) {
            int line = indexOf(new byte[] {'\r', '\n'}, at, end);
            if (line < 0) {
                return -1;
            }
            int size = hexadecimal(at, line);
            int next = line + 2 + size + 2;
            if (next > end) {
                return -1;
            }
            if (size == 0) {
                return to;
            }
            if (join) {
                System.arraycopy(bytes, line + 2, bytes, to, size);
            }
            to += size;
            at = next;
        }
    }

    private int hexadecimal(int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = Character.digit(buffer.array()[i], 16);
            if (digit < 0) {
                return value;
            }
            value = value * 16 + digit;
        }
        return value;
    }

    private int skipBlanks(int from) {
        int at = from;
        while (buffer.array()[at] == ' ') {
            at++;
        }
        return at;
    }

    private boolean startsWith(byte[] lowerCase, int from) {
        byte[] bytes = buffer.array();
        for (int i = 0; i < lowerCase.length; i++) {
            if ((bytes[from + i] | 0x20) != (lowerCase[i] | 0x20)) {
                return false;
            }
        }
        return true;
    }

    private int indexOf(byte[] wanted, int from, int to) {
        byte[] bytes = buffer.array();
        for (int i = from; i <= to - wanted.length; i++) {
            int matched = 0;
            while (matched < wanted.length && bytes[i + matched] == wanted[matched]) {
                matched++;
            }
            if (matched == wanted.length) {
                return i;
            }
        }
        return -1;
    }
}
