package headroom.webhook.rule;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An address of IP version 4 or 6, without a zone. Read more strictly than name resolvers do, which take {@code 127.1},
 * {@code 0x7f000001} and {@code 017700000001} for one and the same. Immutable.
 *
 * @param bits 32 or 128
 * @param value the address as a number
 */
public record IpAddress(int bits, BigInteger value) {
    static final int V4 = 32;
    static final int V6 = 128;

    private static final int GROUPS = 8;
    private static final int HEXADECIMAL = 16;
    private static final Pattern OCTET = Pattern.compile("0|[1-9][0-9]{0,2}");
    private static final Pattern GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");

    public IpAddress {
        if ((bits != V4 && bits != V6) || value.signum() < 0 || value.bitLength() > bits) {
            throw new IllegalArgumentException("an address has 32 or 128 bits, was " + value + " of " + bits);
        }
    }

    /** From 4 or 16 bytes, in the order of the network. */
    public static IpAddress of(byte[] bytes) {
        return new IpAddress(bytes.length * Byte.SIZE, new BigInteger(1, bytes));
    }

    /** From text: four decimal numbers with dots between, none with a zero before it; or RFC 4291's forms. */
    public static Optional<IpAddress> parse(String text) {
        return text.indexOf(':') < 0 ? v4(text) : v6(text);
    }

    private static Optional<IpAddress> v4(String text) {
        String[] octets = text.split("\\.", -1);
        BigInteger value = BigInteger.ZERO;
        for (String octet : octets) {
            if (!OCTET.matcher(octet).matches() || Integer.parseInt(octet) > 255) {
                return Optional.empty();
            }
            value = value.shiftLeft(Byte.SIZE).add(new BigInteger(octet));
        }
        return octets.length == 4 ? Optional.of(new IpAddress(V4, value)) : Optional.empty();
    }

    private static Optional<IpAddress> v6(String text) {
        String[] halves = text.split("::", -1);
        if (halves.length > 2) {
            return Optional.empty();
        }
        boolean shortened = halves.length == 2;
        Optional<List<Integer>> head = groups(halves[0], !shortened);
        Optional<List<Integer>> tail = shortened ? groups(halves[1], true) : Optional.of(List.of());
        if (head.isEmpty() || tail.isEmpty()) {
            return Optional.empty();
        }
        int missing = GROUPS - head.get().size() - tail.get().size();
        if (shortened ? missing < 1 : missing != 0) {
            return Optional.empty();
        }
        BigInteger value = BigInteger.ZERO;
        List<Integer> all = new ArrayList<>(head.get());
        for (int i = 0; i < missing; i++) {
            all.add(0);
        }
        all.addAll(tail.get());
        for (int group : all) {
            value = value.shiftLeft(HEXADECIMAL).add(BigInteger.valueOf(group));
        }
        return Optional.of(new IpAddress(V6, value));
    }

    /** The groups of one side of a {@code ::}; the last two may stand as an address of version 4 where the text ends. */
    private static Optional<List<Integer>> groups(String half, boolean atTheEnd) {
        List<Integer> groups = new ArrayList<>();
        List<String> parts = half.isEmpty() ? List.of() : Arrays.asList(half.split(":", -1));
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            if (GROUP.matcher(part).matches()) {
                groups.add(Integer.parseInt(part, HEXADECIMAL));
            } else if (atTheEnd && i == parts.size() - 1 && v4(part).isPresent()) {
                int both = v4(part).get().value().intValue();
                groups.add(both >>> HEXADECIMAL);
                groups.add(both & 0xffff);
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(groups);
    }

    /** The 32 bits that begin after so many, as an address of version 4. */
    IpAddress v4After(int before) {
        return new IpAddress(V4, value.shiftRight(V6 - before - V4).mod(BigInteger.ONE.shiftLeft(V4)));
    }

    /** As {@link #parse} reads it; version 6 in eight groups. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        int width = bits == V4 ? Byte.SIZE : HEXADECIMAL;
        for (int shift = bits - width; shift >= 0; shift -= width) {
            int part = value.shiftRight(shift).intValue() & ((1 << width) - 1);
            parts.add(bits == V4 ? Integer.toString(part) : Integer.toHexString(part));
        }
        return String.join(bits == V4 ? "." : ":", parts);
    }
}
