package io.github.telnyxotp.attack;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Attackers who want messages to be sent.
 */
final class Pumping {

	private static final Duration DAY = Duration.ofDays(1);

	private static final int ROUNDS_OF_A_DAY = 144;

	private static final String SEND = Field.CODE_PAGE + "/send";

	private static final List<String> CHANNELS = List.of("", "sms", "call", "whatsapp");

	private Pumping() {
	}

	static void sequential(Field field) {
		for (int round = 0; field.mayGoOn(round); round++) {
			field.entrance().enter(field.visit(), field.entrance().stranger(round));
		}
	}

	static void rotating(Field field) {
		for (int round = 0; field.mayGoOn(round); round++) {
			field.entrance().enter(field.hiddenVisit(), field.entrance().stranger(round));
		}
	}

	static void slow(Field field) {
		if (!field.plan().application().hasClock()) {
			field.note("not tried: it needs a clock that can be moved");
			return;
		}
		int rounds = Math.min(ROUNDS_OF_A_DAY, field.plan().effort().rounds());
		for (int round = 0; round < rounds && field.mayGoOn(round); round++) {
			field.entrance().enter(field.hiddenVisit(), field.entrance().stranger(round));
			field.plan().application().pass(DAY.dividedBy(rounds));
		}
	}

	static void voice(Field field) {
		for (int round = 0; field.mayGoOn(round); round++) {
			Visit visit = field.hiddenVisit();
			field.entrance().enter(visit, field.entrance().stranger(round));
			visit.get(Field.CODE_PAGE);
			visit.post(SEND, Map.of("channel", "call"));
			visit.post(SEND, Map.of("channel", "call"));
		}
	}

	static void bomber(Field field) {
		Account victim = field.entrance().victim(0);
		for (int round = 0; field.mayGoOn(round); round++) {
			Visit visit = field.hiddenVisit();
			field.entrance().enter(visit, victim);
			visit.get(Field.CODE_PAGE);
			for (String channel : CHANNELS) {
				visit.post(SEND, channel.isEmpty() ? Map.of() : Map.of("channel", channel));
			}
		}
	}

}
