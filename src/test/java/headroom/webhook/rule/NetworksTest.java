package headroom.webhook.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses a webhook may lead to. */
class NetworksTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.0",
                "10.255.255.255",
                "100.64.0.0",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.255",
                "169.254.0.1",
                "169.254.169.254",
                "172.16.0.0",
                "172.31.255.255",
                "192.0.0.1",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.0.0",
                "192.168.255.255",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.7",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::2",
                "fe80::1",
                "febf::1",
                "fec0::1",
                "fc00::1",
                "fd12:3456::1",
                "ff02::1",
                "ff0e::1",
                "2001:db8::1",
                "2001::1",
                "2001:1ff:ffff::1",
                "3fff::1",
                "4000::1",
                "100::1",
                "5f00::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::ffff:169.254.169.254",
                "::ffff:a00:1",
                "::127.0.0.1",
                "::ffff:0:127.0.0.1",
                "64:ff9b::127.0.0.1",
                "64:ff9b::10.1.2.3",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::8.8.8.8",
                "2002:7f00:1::",
                "2002:7f00:0001::1",
                "2002:a00:1::1",
                "2002:a9fe:a9fe::1",
                "2002:c0a8:101::",
                "2002:6440:1::"
            })
    void whatIsNotPublicIsRefused(String address) {
        assertThat(Networks.PUBLIC.isAllowed(read(address))).isFalse();
        assertThat(Networks.PUBLIC.isVouchedFor(read(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.1",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "192.169.0.0",
                "223.255.255.255",
                "2606:4700::1111",
                "2a00:1450:4001:80b::200e",
                "2001:200::1",
                "2003::1",
                "3ffe::1",
                "::ffff:8.8.8.8",
                "64:ff9b::8.8.8.8",
                "2002:808:808::1"
            })
    void whatIsPublicIsAllowed(String address) {
        assertThat(Networks.PUBLIC.isAllowed(read(address))).isTrue();
        assertThat(Networks.PUBLIC.isVouchedFor(read(address))).isFalse();
    }

    @Test
    void theOperatorAllowsMoreByName() {
        Networks networks = Networks.allowing("10.1.0.0/16, fd00::/8,127.0.0.1");
        for (String allowed : new String[] {
            "10.1.0.0", "10.1.255.255", "fd00::1", "127.0.0.1", "::ffff:10.1.2.3", "64:ff9b::10.1.2.3", "2002:a01:203::"
        }) {
            assertThat(networks.isAllowed(read(allowed))).as(allowed).isTrue();
            assertThat(networks.isVouchedFor(read(allowed))).as(allowed).isTrue();
        }
        for (String refused :
                new String[] {"10.0.255.255", "10.2.0.0", "fc00::1", "127.0.0.2", "::1", "::ffff:10.2.0.1"}) {
            assertThat(networks.isAllowed(read(refused))).as(refused).isFalse();
        }
        assertThat(networks.isAllowed(read("8.8.8.8"))).isTrue();
        assertThat(networks.isVouchedFor(read("8.8.8.8"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.0.0.0/33",
                "10.0.0.1/8",
                "10.0/8",
                "fd00::/129",
                "fd00::1/8",
                "localhost",
                "10.0.0.0/08",
                "10.0.0.0/8,",
                "0.0.0.0/-1",
                "*"
            })
    void blocksThatAreNoneAreRefused(String setting) {
        assertThatThrownBy(() -> Networks.allowing(setting)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void noAddressThatJavaKnowsToBePrivateIsPublic(@ForAll @Size(4) byte[] bytes) throws UnknownHostException {
        check(bytes);
    }

    @Property
    void norOneOfVersion6(@ForAll @Size(16) byte[] bytes) throws UnknownHostException {
        check(bytes);
    }

    private static void check(byte[] bytes) throws UnknownHostException {
        InetAddress java = InetAddress.getByAddress(bytes);
        boolean special = java.isLoopbackAddress()
                || java.isAnyLocalAddress()
                || java.isLinkLocalAddress()
                || java.isSiteLocalAddress()
                || java.isMulticastAddress();
        if (special) {
            assertThat(Networks.PUBLIC.isAllowed(IpAddress.of(bytes))).isFalse();
        }
    }

    @Property
    void anAddressOfVersion4IsJudgedTheSameWhateverCarriesIt(@ForAll @Size(4) byte[] bytes) {
        IpAddress plain = IpAddress.of(bytes);
        boolean allowed = Networks.PUBLIC.isAllowed(plain);
        String hex = "%02x%02x:%02x%02x".formatted(bytes[0], bytes[1], bytes[2], bytes[3]);
        for (String carrier : new String[] {
            "::ffff:" + plain, "::" + plain, "64:ff9b::" + plain, "::ffff:0:" + plain, "2002:" + hex + "::"
        }) {
            assertThat(Networks.PUBLIC.isAllowed(read(carrier))).as(carrier).isEqualTo(allowed);
        }
    }

    @Property
    void aBlockContainsWhatBeginsAsItDoes(
            @ForAll @Size(4) byte[] first, @ForAll @Size(4) byte[] other, @ForAll @IntRange(max = 32) int prefix) {
        int mask = prefix == 0 ? 0 : -1 << (32 - prefix);
        NetworkBlock block = NetworkBlock.parse(text(number(first) & mask) + "/" + prefix);
        assertThat(block.contains(IpAddress.of(other))).isEqualTo((number(first) & mask) == (number(other) & mask));
        assertThat(block.contains(IpAddress.of(first))).isTrue();
        assertThat(NetworkBlock.parse(block.toString())).isEqualTo(block);
    }

    @Property
    void textIsReadAsJavaReadsIt(@ForAll @Size(16) byte[] bytes) throws UnknownHostException {
        IpAddress address = IpAddress.of(bytes);
        InetAddress java = InetAddress.getByName(address.toString());
        assertThat(read(address.toString())).isEqualTo(address);
        if (java.getAddress().length == 16) {
            assertThat(java.getAddress()).isEqualTo(bytes);
            assertThat(read(java.getHostAddress())).isEqualTo(address);
        }
    }

    private static int number(byte[] bytes) {
        return IpAddress.of(bytes).value().intValue();
    }

    private static String text(int number) {
        return (number >>> 24) + "." + (number >>> 16 & 255) + "." + (number >>> 8 & 255) + "." + (number & 255);
    }

    private static IpAddress read(String text) {
        return IpAddress.parse(text).orElseThrow(() -> new AssertionError(text));
    }
}
