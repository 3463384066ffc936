package io.github.telnyxotp.attack;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;

/**
 * What the simulator was asked to send and to check so far.
 *
 * @param orders accepted orders by phone and channel, whether the message arrived or not
 * @param wrong how many codes were compared and found wrong; codes for a verification
 * that was over are not among them, for they could not have been right
 */
record Bill(Map<Line, Long> orders, long wrong) {

	/**
	 * What has come to the bill since an earlier one, for phones that are not excepted.
	 */
	Map<Destination, Long> messagesSince(Bill earlier, Set<String> except) {
		Map<Destination, Long> messages = new HashMap<>();
		this.orders.forEach((line, count) -> {
			long more = count - earlier.orders.getOrDefault(line, 0L);
			if (more > 0 && !except.contains(line.phone())) {
				messages.merge(new Destination(line.channel(), country(line.phone())), more, Long::sum);
			}
		});
		return messages;
	}

	private static String country(String phone) {
		PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
		try {
			PhoneNumber number = numbers.parse(phone, null);
			String exact = numbers.getRegionCodeForNumber(number);
			return (exact != null) ? exact : numbers.getRegionCodeForCountryCode(number.getCountryCode());
		}
		catch (NumberParseException ex) {
			return "ZZ";
		}
	}

	/**
	 * A line of the bill.
	 *
	 * @param phone the number, empty if there were too many to tell
	 * @param channel how the message was sent
	 */
	record Line(String phone, String channel) {

		@Override
		public String toString() {
			return "Line[channel=" + this.channel + "]";
		}

	}

}
