package io.github.telnyxotp.store.redis;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Writes a value as bytes, field by field, in the order in which {@link ValueInput} reads
 * it.
 */
final class ValueOutput {

	private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);

	private final DataOutputStream data = new DataOutputStream(this.bytes);

	/** Something that the JDK writes to a stream. */
	@FunctionalInterface
	interface Step {

		void write(DataOutputStream data) throws IOException;

	}

	ValueOutput with(Step step) {
		try {
			step.write(this.data);
			return this;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Memory fails to take bytes", ex);
		}
	}

	ValueOutput number(long number) {
		return with((data) -> data.writeLong(number));
	}

	/** A number that is small most of the time, and never negative. */
	ValueOutput count(int count) {
		return with((data) -> {
			int rest = count;
			while (rest > 0x7F) {
				data.writeByte(0x80 | (rest & 0x7F));
				rest >>>= 7;
			}
			data.writeByte(rest);
		});
	}

	ValueOutput flag(boolean flag) {
		return with((data) -> data.writeBoolean(flag));
	}

	ValueOutput text(String text) {
		byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
		return count(utf8.length).with((data) -> data.write(utf8));
	}

	/** By its name, so that constants may change their places. */
	ValueOutput word(Enum<?> constant) {
		return text(constant.name());
	}

	ValueOutput instant(Instant instant) {
		return with((data) -> {
			data.writeLong(instant.getEpochSecond());
			data.writeInt(instant.getNano());
		});
	}

	<T> ValueOutput maybe(@Nullable T value, Consumer<T> present) {
		flag(value != null);
		if (value != null) {
			present.accept(value);
		}
		return this;
	}

	<T> ValueOutput all(Collection<T> values, Consumer<T> each) {
		count(values.size());
		values.forEach(each);
		return this;
	}

	byte[] bytes() {
		return this.bytes.toByteArray();
	}

}
