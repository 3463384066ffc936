package io.github.telnyxotp;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The bytes of an address. An IPv4 address that is written as IPv6 has four, too. Names
 * are never looked up.
 *
 * @param bytes four or sixteen bytes
 */
record IpAddress(byte[] bytes) {

	private static final Pattern IPV4 = Pattern.compile("(?:(?:0|[1-9][0-9]{0,2})(?:\\.(?!$)|$)){4}");

	private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:][0-9A-Fa-f:.]{1,44}");

	private static final Pattern BRACKETS = Pattern.compile("\\[([^\\]]*)\\](?::[0-9]{1,5})?");

	private static final Pattern IPV4_PORT = Pattern.compile("([0-9.]{7,15}):[0-9]{1,5}");

	private static final Pattern ZONE = Pattern.compile("%[0-9A-Za-z._~-]{1,32}$");

	private static final int LONGEST = 100;

	/** Reads an address and leaves port, brackets and zone out. */
	static Optional<IpAddress> parse(String text) {
		if (text.length() > LONGEST) {
			return Optional.empty();
		}
		String address = ZONE.matcher(bare(text.strip())).replaceFirst("");
		boolean readable = IPV4.matcher(address).matches()
				|| (address.indexOf(':') >= 0 && IPV6.matcher(address).matches());
		return readable ? literal(address) : Optional.empty();
	}

	private static String bare(String text) {
		Matcher brackets = BRACKETS.matcher(text);
		if (brackets.matches()) {
			return brackets.group(1);
		}
		Matcher port = IPV4_PORT.matcher(text);
		return port.matches() ? port.group(1) : text;
	}

	private static Optional<IpAddress> literal(String address) {
		try {
			// Of these characters no name can be made, so nothing is looked up
			return Optional.of(new IpAddress(InetAddress.getByName(address).getAddress()));
		}
		catch (UnknownHostException ex) {
			return Optional.empty();
		}
	}

	/** Whether the first bits of both are the same. */
	boolean sharesBits(IpAddress other, int bits) {
		if (this.bytes.length != other.bytes.length) {
			return false;
		}
		for (int bit = 0; bit < bits; bit++) {
			int differing = this.bytes[bit / 8] ^ other.bytes[bit / 8];
			if ((differing & (0x80 >> (bit % 8))) != 0) {
				return false;
			}
		}
		return true;
	}

	int bits() {
		return this.bytes.length * 8;
	}

	ClientNetwork network() {
		return (this.bytes.length == 4) ? new ClientNetwork(ipv4(4), ipv4(3) + ".0/24")
				: new ClientNetwork(ipv6(4) + "/64", ipv6(3) + "/48");
	}

	private String ipv4(int count) {
		StringJoiner text = new StringJoiner(".");
		for (int i = 0; i < count; i++) {
			text.add(String.valueOf(this.bytes[i] & 0xff));
		}
		return text.toString();
	}

	/** The first groups, without the zeros at their end. */
	private String ipv6(int groups) {
		int last = groups;
		while (last > 0 && group(last - 1) == 0) {
			last--;
		}
		StringJoiner text = new StringJoiner(":", "", "::");
		for (int i = 0; i < last; i++) {
			text.add(Integer.toHexString(group(i)));
		}
		return text.toString();
	}

	private int group(int index) {
		return ((this.bytes[2 * index] & 0xff) << 8) | (this.bytes[2 * index + 1] & 0xff);
	}

}
