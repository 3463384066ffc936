package io.github.telnyxotp;

/**
 * The network that a request comes from, as limits count it (SEC-17): one household or
 * office, and the wider network around it. Texts of addresses, never host names.
 *
 * @param narrow an IPv4 address, or the first 64 bits of an IPv6 address, for example
 * {@code 192.0.2.1} or {@code 2001:db8:0:1::/64}
 * @param wide its /24 or /48, for example {@code 192.0.2.0/24} or {@code 2001:db8::/48}
 * @since 0.1
 */
public record ClientNetwork(String narrow, String wide) {

}
