package io.github.telnyxotp.limit.pumping;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Tallies as bytes, for stores outside of this process. What is in a tally nobody else
 * needs to know. Safe for use by many threads.
 *
 * @since 0.1
 */
public final class TallyForm {

	/** The version of the bytes: another one cannot be read. */
	public static final byte VERSION = 1;

	private static final byte BUDGET = 1;

	private static final byte SEQUENCE = 2;

	private static final byte SPREAD = 3;

	private static final byte CONVERSION = 4;

	private TallyForm() {
	}

	/**
	 * Writes a tally.
	 * @param tally the tally
	 * @param output takes the bytes
	 * @throws IOException if it does not
	 */
	public static void write(Tally tally, DataOutput output) throws IOException {
		if (tally instanceof BudgetTally budget) {
			output.writeByte(BUDGET);
			budget.open().write(output);
			budget.verified().write(output);
			budget.days().write(output);
			output.writeBoolean(budget.shared());
		}
		else if (tally instanceof SequenceTally sequence) {
			output.writeByte(SEQUENCE);
			write(sequence, output);
		}
		else if (tally instanceof SpreadTally spread) {
			output.writeByte(SPREAD);
			write(spread, output);
		}
		else if (tally instanceof ConversionTally conversion) {
			output.writeByte(CONVERSION);
			conversion.sent().write(output);
			conversion.cleared().write(output);
			output.writeBoolean(conversion.low());
		}
	}

	private static void write(SequenceTally sequence, DataOutput output) throws IOException {
		output.writeInt(sequence.numbers().size());
		for (SequenceTally.Seen seen : sequence.numbers()) {
			output.writeLong(seen.number());
			write(seen.at(), output);
		}
	}

	private static void write(SpreadTally spread, DataOutput output) throws IOException {
		output.writeInt(spread.countries().size());
		for (SpreadTally.Visited visited : spread.countries()) {
			output.writeUTF(visited.country());
			write(visited.at(), output);
			output.writeBoolean(visited.proven());
		}
	}

	/**
	 * Reads what {@link #write} wrote.
	 * @param input gives the bytes
	 * @return the tally
	 * @throws IOException if they are no tally, or end too early
	 */
	public static Tally read(DataInput input) throws IOException {
		byte kind = input.readByte();
		return switch (kind) {
			case BUDGET ->
				new BudgetTally(Counts.read(input), Counts.read(input), Counts.read(input), input.readBoolean());
			case SEQUENCE -> new SequenceTally(seen(input));
			case SPREAD -> new SpreadTally(visited(input));
			case CONVERSION -> new ConversionTally(Counts.read(input), Counts.read(input), input.readBoolean());
			default -> throw new IOException("There is no tally of kind " + kind);
		};
	}

	private static List<SequenceTally.Seen> seen(DataInput input) throws IOException {
		List<SequenceTally.Seen> all = new ArrayList<>();
		for (int left = input.readInt(); left > 0; left--) {
			all.add(new SequenceTally.Seen(input.readLong(), instant(input)));
		}
		return List.copyOf(all);
	}

	private static List<SpreadTally.Visited> visited(DataInput input) throws IOException {
		List<SpreadTally.Visited> all = new ArrayList<>();
		for (int left = input.readInt(); left > 0; left--) {
			all.add(new SpreadTally.Visited(input.readUTF(), instant(input), input.readBoolean()));
		}
		return List.copyOf(all);
	}

	private static void write(Instant instant, DataOutput output) throws IOException {
		output.writeLong(instant.getEpochSecond());
		output.writeInt(instant.getNano());
	}

	private static Instant instant(DataInput input) throws IOException {
		return Instant.ofEpochSecond(input.readLong(), input.readInt());
	}

}
