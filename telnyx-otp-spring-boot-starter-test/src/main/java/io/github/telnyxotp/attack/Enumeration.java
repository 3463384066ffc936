package io.github.telnyxotp.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * An attacker who wants to know who is a customer. He comes in pairs, as a customer and
 * as a stranger, in random order and from one address, does the same, and compares.
 */
final class Enumeration {

	private static final int FEWEST = 20;

	private static final int WARM_UP = 5;

	private static final double NO_CHANCE = 4.5;

	private static final double NOTICEABLE_MILLIS = 2;

	/** A single difference may come from a limit that was reached within a pair. */
	private static final int FORGIVEN = 2;

	private final Map<String, Integer> differences = new TreeMap<>();

	private final List<Double> known = new ArrayList<>();

	private final List<Double> unknown = new ArrayList<>();

	private final Field field;

	private Enumeration(Field field) {
		this.field = field;
	}

	static void enumerate(Field field) {
		Enumeration enumeration = new Enumeration(field);
		int pairs = 0;
		while (field.mayGoOn(pairs)) {
			enumeration.pair(pairs);
			pairs++;
		}
		enumeration.conclude(pairs);
	}

	private void pair(int index) {
		Entrance entrance = this.field.entrance();
		Account customer = entrance.victim(index).guessed();
		Account stranger = entrance.unknown(index % 3);
		Visit one = this.field.hiddenVisit();
		Visit other = one.neighbour();
		boolean customerFirst = this.field.random().nextBoolean();
		List<Response> first = walk(one, customerFirst ? customer : stranger);
		List<Response> second = walk(other, customerFirst ? stranger : customer);
		compare(customerFirst ? first : second, customerFirst ? second : first);
		if (index >= WARM_UP) {
			this.known.add(millis((customerFirst ? first : second).get(0)));
			this.unknown.add(millis((customerFirst ? second : first).get(0)));
		}
	}

	private List<Response> walk(Visit visit, Account account) {
		List<Response> walk = new ArrayList<>();
		walk.add(this.field.entrance().enter(visit, account));
		Field.awaitMessage(visit);
		walk.add(visit.get(Field.CODE_PAGE));
		walk.add(visit.get(Field.CODE_PAGE + "/status"));
		walk.add(visit.post(Field.CODE_PAGE, Map.of("code", this.field.guess())));
		walk.add(visit.post(Field.CODE_PAGE + "/send", Map.of()));
		return walk;
	}

	private void compare(List<Response> customer, List<Response> stranger) {
		for (int step = 0; step < customer.size(); step++) {
			Shape one = Shape.of(customer.get(step));
			Shape other = Shape.of(stranger.get(step));
			for (String aspect : one.differences(other)) {
				this.differences.merge(aspect, 1, Integer::sum);
			}
		}
	}

	private void conclude(int pairs) {
		this.differences.forEach((aspect, times) -> {
			if (times > FORGIVEN) {
				this.field.find("customers and strangers differ in " + aspect);
			}
		});
		if (pairs < FEWEST) {
			this.field.note("too few pairs to judge the time");
			return;
		}
		Welch welch = Welch.of(array(this.known), array(this.unknown));
		if (Math.abs(welch.t()) >= NO_CHANCE && Math.abs(welch.medians()) >= NOTICEABLE_MILLIS) {
			this.field.find(String.format(Locale.ROOT,
					"customers and strangers differ in time (t = %.1f, medians %.1f ms apart)", welch.t(),
					welch.medians()));
		}
	}

	private static double millis(Response response) {
		return response.took().toNanos() / 1e6;
	}

	private static double[] array(List<Double> values) {
		return values.stream().mapToDouble(Double::doubleValue).toArray();
	}

}
