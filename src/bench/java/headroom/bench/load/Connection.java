package headroom.bench.load;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One connection that is kept alive, with at most one request under way. Opened anew when the server closes it. */
final class Connection implements Closeable {
    private final InetSocketAddress address;
    private final Selector selector;
    private final Talk talk;
    private final AnswerReader answer = new AnswerReader();
    private SocketChannel channel;
    private SelectionKey key;
    private ByteBuffer request = ByteBuffer.allocate(0);
    private long dueNanos;

    Connection(InetSocketAddress address, Selector selector, Talk talk) throws IOException {
        this.address = address;
        this.selector = selector;
        this.talk = talk;
        open();
    }

    private void open() throws IOException {
        channel = SocketChannel.open(address);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    Talk talk() {
        return talk;
    }

    AnswerReader answer() {
        return answer;
    }

    /** When the request under way was to be sent. */
    long dueNanos() {
        return dueNanos;
    }

    void send(long due) throws IOException {
        dueNanos = due;
        answer.begin();
        request = talk.next();
        write();
    }

    /** Goes on with what can go on; true when the answer is whole. */
    boolean proceed() throws IOException {
        if (key.isWritable() && request.hasRemaining()) {
            write();
        }
        return key.isReadable() && answer.readFrom(channel);
    }

    private void write() throws IOException {
        channel.write(request);
        int interest = request.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
        if (key.interestOps() != interest) {
            key.interestOps(interest);
        }
    }

    void reopen() throws IOException {
        talk.lost();
        close();
        open();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
