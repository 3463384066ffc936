package io.github.telnyxotp.sample;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.telnyxotp.Purpose;

/**
 * One line of the list of sign-ins and confirmations, in the words of the page.
 *
 * @param at when it came to its outcome
 * @param channel how the code was sent last
 * @param phone masked number
 * @param outcome what came of it
 * @param good whether somebody got in
 */
record SignIn(Instant at, String channel, String phone, String outcome, boolean good) {

	private static final Map<String, String> CHANNELS = Map.of("WHATSAPP", "WhatsApp", "SMS", "SMS", "CALL", "Call");

	/** One line for each challenge, in the order in which the entries name them. */
	static List<SignIn> of(List<AuditEntry> newestFirst) {
		Map<String, List<AuditEntry>> challenges = new LinkedHashMap<>();
		newestFirst
			.forEach((entry) -> challenges.computeIfAbsent(entry.challenge(), (none) -> new ArrayList<>()).add(entry));
		return challenges.values().stream().map(SignIn::summary).toList();
	}

	private static SignIn summary(List<AuditEntry> challenge) {
		String channel = challenge.stream()
			.map(AuditEntry::channel)
			.filter(Objects::nonNull)
			.findFirst()
			.map((name) -> CHANNELS.getOrDefault(name, name))
			.orElse("–");
		AuditEntry decisive = challenge.stream()
			.filter((entry) -> List.of("Verified", "Locked", "Ended").contains(entry.event()))
			.findFirst()
			.orElse(challenge.get(0));
		return new SignIn(decisive.at(), channel, decisive.phone(), outcome(decisive, wrong(challenge)),
				decisive.event().equals("Verified"));
	}

	private static long wrong(List<AuditEntry> challenge) {
		return challenge.stream()
			.filter((entry) -> entry.event().equals("Failed") && "Rejected".equals(entry.reason()))
			.count();
	}

	private static String done(String purpose) {
		if (purpose.equals(Purpose.ENROLMENT.name())) {
			return "New number confirmed";
		}
		if (purpose.equals(Purpose.RECOVERY.name())) {
			return "Phone proved for a new password";
		}
		return purpose.equals(Purpose.STEP_UP.name()) ? "Confirmed" : "Signed in";
	}

	private static String outcome(AuditEntry decisive, long wrong) {
		return switch (decisive.event()) {
			case "Verified" -> done(decisive.purpose()) + ((wrong == 0) ? "" : ", wrong codes before: " + wrong);
			case "Locked" -> "Locked after wrong codes";
			case "Ended" -> "Not finished";
			case "Refused" -> "Refused";
			default -> "Waiting for the code";
		};
	}

}
