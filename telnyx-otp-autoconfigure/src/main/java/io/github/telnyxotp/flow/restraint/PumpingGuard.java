package io.github.telnyxotp.flow.restraint;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.limit.pumping.ConversionAlarm;
import io.github.telnyxotp.limit.pumping.Counted;
import io.github.telnyxotp.limit.Mode;
import io.github.telnyxotp.limit.pumping.PumpingAnswer;
import io.github.telnyxotp.limit.pumping.PumpingAnswer.Finding;
import io.github.telnyxotp.limit.pumping.PumpingAnswer.Place;
import io.github.telnyxotp.limit.pumping.PumpingRules;
import io.github.telnyxotp.limit.pumping.PumpingRules.Step;
import io.github.telnyxotp.limit.pumping.SentMessage;
import io.github.telnyxotp.limit.Traffic;
import io.github.telnyxotp.store.TallyStore;

/**
 * Asks all rules against pumping about a message, and tells them which challenges verify
 * (SEC-19). A message that is refused is taken back from all rules. Safe for use by many
 * threads.
 *
 * @since 0.1
 */
public final class PumpingGuard {

	private static final Comparator<Finding> MOST_SERIOUS = Comparator.comparing(Finding::onlyRecorded)
		.thenComparing(Comparator.comparing(Finding::retryAfter).reversed());

	private final PumpingRules rules;

	private final TallyStore store;

	/**
	 * A guard.
	 * @param rules what to ask
	 * @param store where they count
	 */
	public PumpingGuard(PumpingRules rules, TallyStore store) {
		this.rules = rules;
		this.store = store;
	}

	/**
	 * Decides about one message and counts it, unless it is refused.
	 * @param traffic who wants it, for which phone
	 * @param channel how it would be sent
	 * @return whether it may be sent, and what is to be told
	 */
	public PumpingAnswer send(Traffic traffic, Channel channel) {
		Map<Step, Counted> answers = new LinkedHashMap<>();
		this.rules.send(traffic).forEach((step) -> answers.put(step, this.store.apply(step.key(), step.send())));
		List<Finding> findings = new ArrayList<>();
		answers.forEach((step, counted) -> {
			Duration over = counted.over();
			if (over != null) {
				findings.add(new Finding(step.key().rule(), traffic.country(), over, step.mode() == Mode.RECORD_ONLY));
			}
		});
		findings.sort(MOST_SERIOUS);
		Instant at = answers.values().stream().map(Counted::at).findFirst().orElse(Instant.EPOCH);
		List<Place> places = places(answers);
		if (findings.stream().anyMatch((finding) -> !finding.onlyRecorded())) {
			neverLeft(places);
			return new PumpingAnswer(at, findings, List.of(), List.of());
		}
		List<ConversionAlarm> alarms = new ArrayList<>();
		this.rules.watch(traffic.country(), channel).ifPresent((watch) -> {
			places.add(new Place(watch.key(), watch.undo()));
			this.store.apply(watch.key(), watch.sent()).ifPresent(alarms::add);
		});
		return new PumpingAnswer(at, findings, alarms, places);
	}

	private static List<Place> places(Map<Step, Counted> answers) {
		List<Place> places = new ArrayList<>();
		answers.forEach((step, counted) -> {
			if (counted.counted()) {
				places.add(new Place(step.key(), step.undo().at(counted.at())));
			}
		});
		return places;
	}

	/**
	 * A message certainly never left: it is counted nowhere any more.
	 * @param places where it was counted
	 */
	public void neverLeft(List<Place> places) {
		places.forEach((place) -> this.store.apply(place.key(), place.undo()));
	}

	/**
	 * A challenge verified: its messages no longer count against anybody.
	 * @param traffic whose challenge, as it was when the messages were decided
	 * @param messages all its messages
	 * @return changes of conversion that are to be told
	 */
	public List<ConversionAlarm> verified(Traffic traffic, List<SentMessage> messages) {
		List<Instant> times = messages.stream().map(SentMessage::at).toList();
		for (Step step : this.rules.send(traffic)) {
			this.store.apply(step.key(), step.verified().of(times));
		}
		List<ConversionAlarm> alarms = new ArrayList<>();
		for (SentMessage message : messages) {
			this.rules.watch(traffic.country(), message.channel())
				.flatMap((watch) -> this.store.apply(watch.key(), watch.verified().at(message.at())))
				.ifPresent(alarms::add);
		}
		return alarms;
	}

}
