package io.github.telnyxotp.limit.money;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.telnyxotp.Channel;

/**
 * What was spent of late, and where the lanes stand. Its size is bounded: at most 76
 * entries and {@link #MOST_OPEN} reservations. Time never runs backwards in it.
 *
 * @param asOf the latest time that it has seen
 * @param booked amounts by period, lane and bucket; only those that count
 * @param steps where each lane stands
 * @param open reservations that may still be given back, oldest first
 * @param next number of the next reservation
 * @since 0.1
 */
public record Spend(Instant asOf, Map<Slot, Money> booked, Map<Lane, Step> steps, List<Reservation> open, long next) {

	/** If more are open, the oldest counts as spent for good. */
	public static final int MOST_OPEN = 1_000;

	/** Nothing was spent. */
	public static final Spend NONE = new Spend(Instant.EPOCH, Map.of(),
			Map.of(Lane.NEWCOMERS, Step.ALL_CHANNELS, Lane.KNOWN_USERS, Step.ALL_CHANNELS), List.of(), 1);

	/** Keeps copies. */
	public Spend {
		booked = Map.copyOf(booked);
		steps = Map.copyOf(steps);
		open = List.copyOf(open);
	}

	/**
	 * What a lane has spent.
	 * @param period in which period, up to {@link #asOf()}
	 * @param lane which lane
	 * @return the sum, reservations included
	 */
	public Money spent(Period period, Lane lane) {
		return this.booked.entrySet()
			.stream()
			.filter((entry) -> entry.getKey().period() == period && entry.getKey().lane() == lane)
			.map(Map.Entry::getValue)
			.reduce(Money.ZERO, Money::plus);
	}

	/**
	 * Where a lane stands.
	 * @param lane which lane
	 * @return its step
	 */
	public Step step(Lane lane) {
		return this.steps.getOrDefault(lane, Step.ALL_CHANNELS);
	}

	Spend at(Instant now) {
		if (!now.isAfter(this.asOf)) {
			return this;
		}
		Map<Slot, Money> counting = new HashMap<>(this.booked);
		counting.keySet().removeIf((slot) -> !slot.period().holds(slot.bucket(), now));
		return new Spend(now, counting, this.steps, this.open, this.next);
	}

	Spend with(Lane lane, Step step) {
		Map<Lane, Step> latter = new EnumMap<>(this.steps);
		latter.put(lane, step);
		return new Spend(this.asOf, this.booked, latter, this.open, this.next);
	}

	Reservation reservation(Lane lane, Channel channel, Money price) {
		return new Reservation(this.next, lane, channel, price, this.asOf);
	}

	Spend book(Reservation reservation) {
		Map<Slot, Money> latter = new HashMap<>(this.booked);
		slots(reservation).forEach((slot) -> latter.merge(slot, reservation.price(), Money::plus));
		List<Reservation> refundable = new ArrayList<>(this.open);
		refundable.add(reservation);
		int first = Math.max(0, refundable.size() - MOST_OPEN);
		return new Spend(this.asOf, latter, this.steps, refundable.subList(first, refundable.size()), this.next + 1);
	}

	Spend close(Reservation reservation) {
		List<Reservation> refundable = new ArrayList<>(this.open);
		refundable.remove(reservation);
		return new Spend(this.asOf, this.booked, this.steps, refundable, this.next);
	}

	/** Gives back once what is open; does nothing otherwise. */
	Spend giveBack(Reservation reservation) {
		if (!this.open.contains(reservation)) {
			return this;
		}
		Map<Slot, Money> latter = new HashMap<>(this.booked);
		slots(reservation)
			.forEach((slot) -> latter.computeIfPresent(slot, (key, amount) -> amount.less(reservation.price())));
		return new Spend(this.asOf, latter, this.steps, this.open, this.next).close(reservation);
	}

	/** When some of it counts no longer, soonest first. */
	Stream<Instant> reliefs() {
		return this.booked.keySet().stream().map((slot) -> slot.period().end(slot.bucket())).distinct().sorted();
	}

	private static Stream<Slot> slots(Reservation reservation) {
		return Stream.of(Period.values())
			.map((period) -> new Slot(period, reservation.lane(), period.bucket(reservation.at())));
	}

	/**
	 * Where an amount is booked.
	 *
	 * @param period for which budget
	 * @param lane from which lane
	 * @param bucket in which bucket of the period, counted from 1970
	 */
	public record Slot(Period period, Lane lane, long bucket) {
	}

}
