package io.github.telnyxotp.phonebook;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.github.telnyxotp.PhoneNumber;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Reads numbers as somebody else wrote them down. What is none is left out, and told to
 * operators without showing it. If nothing else is there the source has failed: somebody
 * whose number cannot be read is not somebody without one.
 */
final class StoredNumbers {

	private static final Log logger = LogFactory.getLog(Phonebook.class);

	private final PhoneNumberParser parser;

	private final String source;

	StoredNumbers(PhoneNumberParser parser, String source) {
		this.parser = parser;
		this.source = source;
	}

	/**
	 * The numbers in their order.
	 * @throws IllegalStateException if something is written and none of it can be read
	 */
	List<PhoneNumber> read(List<@Nullable String> texts) {
		List<String> written = texts.stream().flatMap(Stream::ofNullable).filter((text) -> !text.isBlank()).toList();
		List<PhoneNumber> numbers = written.stream().map(this.parser::parse).flatMap(Optional::stream).toList();
		if (numbers.size() < written.size()) {
			logger.warn("What the " + this.source + " says is no phone number and is left out. Store numbers with "
					+ "their country code, or set telnyx.otp.phone.default-region");
		}
		if (numbers.isEmpty() && !written.isEmpty()) {
			throw new IllegalStateException("Nothing that the " + this.source + " says is a phone number");
		}
		return numbers;
	}

}
