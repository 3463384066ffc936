package io.github.telnyxotp.store.redis;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link ValueOutput} wrote. Bytes that end too early are an
 * {@link UncheckedIOException}.
 */
final class ValueInput {

	private final DataInputStream data;

	ValueInput(byte[] bytes) {
		this.data = new DataInputStream(new ByteArrayInputStream(bytes));
	}

	/** Something that the JDK reads from a stream. */
	@FunctionalInterface
	interface Step<T> {

		T read(DataInputStream data) throws IOException;

	}

	<T> T with(Step<T> step) {
		try {
			return step.read(this.data);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The value ends too early", ex);
		}
	}

	long number() {
		return with(DataInputStream::readLong);
	}

	int count() {
		return with((data) -> {
			int count = 0;
			for (int shift = 0; shift < Integer.SIZE; shift += 7) {
				int next = data.readUnsignedByte();
				count |= (next & 0x7F) << shift;
				if (next <= 0x7F) {
					return count;
				}
			}
			return count;
		});
	}

	boolean flag() {
		return with(DataInputStream::readBoolean);
	}

	String text() {
		int length = count();
		return with((data) -> {
			byte[] utf8 = data.readNBytes(length);
			if (utf8.length < length) {
				throw new EOFException();
			}
			return new String(utf8, StandardCharsets.UTF_8);
		});
	}

	<E extends Enum<E>> E word(Class<E> type) {
		return Enum.valueOf(type, text());
	}

	Instant instant() {
		return with((data) -> Instant.ofEpochSecond(data.readLong(), data.readInt()));
	}

	<T> @Nullable T maybe(Supplier<T> present) {
		return flag() ? present.get() : null;
	}

	<T> List<T> all(Supplier<T> each) {
		int size = count();
		List<T> all = new ArrayList<>();
		while (all.size() < size) {
			all.add(each.get());
		}
		return all;
	}

}
