package headroom.webhook.rule;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses that begin alike (CIDR, RFC 4632). Immutable.
 *
 * @param first the lowest address
 * @param prefix how many bits are the same in all
 */
public record NetworkBlock(IpAddress first, int prefix) {
    private static final Pattern FORM = Pattern.compile("([0-9A-Fa-f.:]+)/(0|[1-9][0-9]{0,2})");

    public NetworkBlock {
        if (prefix < 0
                || prefix > first.bits()
                || (first.value().signum() > 0 && first.value().getLowestSetBit() < first.bits() - prefix)) {
            throw new IllegalArgumentException(
                    "a block is the address that it begins with, a slash, and how many bits are the same, was " + first
                            + "/" + prefix);
        }
    }

    /**
     * From {@code 10.0.0.0/8} or {@code fd00::/8}; an address alone is the block of itself.
     *
     * @throws IllegalArgumentException where it is none of these, or bits are set behind the prefix
     */
    public static NetworkBlock parse(String text) {
        Matcher matcher = FORM.matcher(text);
        Optional<IpAddress> address = IpAddress.parse(matcher.matches() ? matcher.group(1) : text);
        if (address.isEmpty()) {
            throw new IllegalArgumentException("must be an address or a block of them, as 10.0.0.0/8, was " + text);
        }
        return new NetworkBlock(
                address.get(),
                matcher.matches()
                        ? Integer.parseInt(matcher.group(2))
                        : address.get().bits());
    }

    public boolean contains(IpAddress address) {
        int rest = first.bits() - prefix;
        return address.bits() == first.bits()
                && address.value().shiftRight(rest).equals(first.value().shiftRight(rest));
    }

    @Override
    public String toString() {
        return first + "/" + prefix;
    }
}
