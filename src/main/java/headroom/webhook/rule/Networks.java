package headroom.webhook.rule;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which addresses a webhook may lead to: those of the public internet, and what the operator allows beyond. Of version 6
 * only what is handed out at all (2000::/3) is public, so that nothing new is forgotten. An address of version 6 that carries one
 * of version 4 leads to that one, and is judged as it is. Blocks as the IANA special-purpose registries have them (RFC 6890).
 * Immutable.
 *
 * @param allowed by the operator; empty by default
 */
public record Networks(List<NetworkBlock> allowed) {
    public static final Networks PUBLIC = new Networks(List.of());

    /** More is no list that anybody has looked at. */
    static final int MAX_BLOCKS = 100;

    private static final List<NetworkBlock> SPECIAL = blocks(
            "0.0.0.0/8", // this network; 0.0.0.0 is loopback to many
            "10.0.0.0/8", // private
            "100.64.0.0/10", // shared by a carrier's customers
            "127.0.0.0/8", // loopback
            "169.254.0.0/16", // link-local, where clouds tell machines their secrets
            "172.16.0.0/12", // private
            "192.0.0.0/24", // protocol assignments
            "192.0.2.0/24", // documentation
            "192.88.99.0/24", // 6to4 relays
            "192.168.0.0/16", // private
            "198.18.0.0/15", // benchmarks
            "198.51.100.0/24", // documentation
            "203.0.113.0/24", // documentation
            "224.0.0.0/4", // multicast
            "240.0.0.0/4", // reserved, broadcast
            "2001::/23", // protocol assignments, Teredo among them
            "2001:db8::/32", // documentation
            "3fff::/20"); // documentation

    private static final NetworkBlock HANDED_OUT = NetworkBlock.parse("2000::/3");

    /** Blocks of version 6 that carry an address of version 4, and after how many bits. */
    private static final Map<NetworkBlock, Integer> CARRIERS = Map.of(
            NetworkBlock.parse("::/96"), 96, // compatible, given up
            NetworkBlock.parse("::ffff:0:0/96"), 96, // mapped
            NetworkBlock.parse("::ffff:0:0:0/96"), 96, // translated
            NetworkBlock.parse("64:ff9b::/96"), 96, // NAT64
            NetworkBlock.parse("2002::/16"), 16); // 6to4

    public Networks {
        allowed = List.copyOf(allowed);
        if (allowed.size() > MAX_BLOCKS) {
            throw new IllegalArgumentException("at most " + MAX_BLOCKS + " blocks, were " + allowed.size());
        }
    }

    /**
     * From blocks with commas between.
     *
     * @throws IllegalArgumentException where one is none
     */
    public static Networks allowing(String blocks) {
        return new Networks(Arrays.stream(blocks.split(",", -1))
                .map(String::strip)
                .map(NetworkBlock::parse)
                .toList());
    }

    /** Whether a webhook may lead there. */
    public boolean isAllowed(IpAddress address) {
        return isVouchedFor(address)
                || carried(address)
                        .map(this::isAllowed)
                        .orElseGet(() -> SPECIAL.stream().noneMatch(block -> block.contains(address))
                                && (address.bits() == IpAddress.V4 || HANDED_OUT.contains(address)));
    }

    /** Whether the operator has allowed it by name, and so also what is not encrypted. */
    public boolean isVouchedFor(IpAddress address) {
        return allowed.stream().anyMatch(block -> block.contains(address))
                || carried(address).filter(this::isVouchedFor).isPresent();
    }

    private static Optional<IpAddress> carried(IpAddress address) {
        return CARRIERS.entrySet().stream()
                .filter(carrier -> carrier.getKey().contains(address))
                .map(carrier -> address.v4After(carrier.getValue()))
                .findFirst();
    }

    private static List<NetworkBlock> blocks(String... texts) {
        return Stream.of(texts).map(NetworkBlock::parse).toList();
    }
}
