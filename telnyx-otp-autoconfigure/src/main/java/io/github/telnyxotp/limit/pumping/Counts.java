package io.github.telnyxotp.limit.pumping;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * How much happened in each of the latest slots of time. Immutable, and as long as the
 * time between its first and its last count, but never longer than its limit. A clock
 * that is set back counts into old slots and makes none of them disappear.
 */
final class Counts {

	static final Counts NONE = new Counts(Long.MIN_VALUE, new int[0]);

	private final long newest;

	/** The last one is the newest. */
	private final int[] values;

	private Counts(long newest, int[] values) {
		this.newest = newest;
		this.values = values;
	}

	/** The slot from which to look back: never before the newest. */
	long from(long slot) {
		return Math.max(slot, this.newest);
	}

	int at(long slot) {
		long index = this.values.length - 1 - (this.newest - slot);
		return (this.values.length > 0 && index >= 0 && index < this.values.length) ? this.values[(int) index] : 0;
	}

	Counts plus(long slot, int limit) {
		if (this.values.length == 0) {
			return new Counts(slot, new int[] { 1 });
		}
		long last = from(slot);
		long first = Math.max(Math.min(slot, this.newest - this.values.length + 1), last - limit + 1);
		int[] more = new int[(int) (last - first + 1)];
		for (int each = 0; each < more.length; each++) {
			more[each] = at(first + each);
		}
		int index = (int) (Math.max(slot, first) - first);
		more[index] = Math.min(more[index], Integer.MAX_VALUE - 1) + 1;
		return new Counts(last, more);
	}

	/** One less, if there is one. */
	Counts minus(long slot) {
		if (at(slot) == 0) {
			return this;
		}
		int[] less = this.values.clone();
		less[(int) (less.length - 1 - (this.newest - slot))]--;
		return new Counts(this.newest, less);
	}

	long sum(long first, long last) {
		long sum = 0;
		for (long slot = first; slot <= last; slot++) {
			sum += at(slot);
		}
		return sum;
	}

	/** The greatest of the latest slots. */
	int peak(long last, int slots) {
		int peak = 0;
		for (int each = 0; each < slots; each++) {
			peak = Math.max(peak, at(last - each));
		}
		return peak;
	}

	boolean isEmpty() {
		return Arrays.stream(this.values).allMatch((value) -> value == 0);
	}

	void write(DataOutput output) throws IOException {
		output.writeLong(this.newest);
		output.writeShort(this.values.length);
		for (int value : this.values) {
			output.writeInt(value);
		}
	}

	static Counts read(DataInput input) throws IOException {
		long newest = input.readLong();
		int[] values = new int[input.readUnsignedShort()];
		for (int each = 0; each < values.length; each++) {
			values[each] = input.readInt();
		}
		return (values.length > 0) ? new Counts(newest, values) : NONE;
	}

	int size() {
		return this.values.length;
	}

}
