package io.github.telnyxotp.simulator;

import java.util.Locale;
import java.util.Set;

import io.github.telnyxotp.simulator.Verifications.Finding;
import io.github.telnyxotp.simulator.Verifications.Judgement;
import tools.jackson.databind.JsonNode;

/**
 * Checks of a code, by phone number and by the id of the verification.
 */
final class CheckEndpoint {

	private static final Set<String> REPORTS = Set.of("accepted", "rejected");

	private final Verifications verifications;

	private final Reports reports;

	private final ApiErrors errors;

	private final Wire wire;

	private final Switches switches;

	private final Ledger ledger;

	CheckEndpoint(Verifications verifications, Reports reports, ApiErrors errors, Wire wire, Switches switches,
			Ledger ledger) {
		this.verifications = verifications;
		this.reports = reports;
		this.errors = errors;
		this.wire = wire;
		this.switches = switches;
		this.ledger = ledger;
	}

	Reply byPhone(String phone, JsonNode body) {
		if (!Phones.isE164(phone)) {
			return this.errors.invalid("10016", "phone_number");
		}
		for (String field : new String[] { "code", "verify_profile_id" }) {
			if (!body.path(field).isString()) {
				return this.errors.missing(field);
			}
		}
		if (!Profile.ID.equals(body.path("verify_profile_id").asString())) {
			return this.errors.notFound();
		}
		return answer(phone, this.verifications.judgeByPhone(phone, body.path("code").asString()));
	}

	Reply byId(String id, JsonNode body) {
		Verification verification = this.verifications.find(id).orElse(null);
		if (verification == null) {
			return this.errors.notFound();
		}
		if (body.path("status").isString()) {
			return reported(verification, body.path("status").asString());
		}
		if (!body.path("code").isString()) {
			return this.errors.missing("code");
		}
		return answer(verification.phone(), this.verifications.judgeById(id, body.path("code").asString()));
	}

	private Reply reported(Verification verification, String status) {
		if (verification.start().customCode() == null || !REPORTS.contains(status)) {
			return this.errors.invalid("10032", "status");
		}
		boolean accepted = status.equals("accepted");
		return answer(verification.phone(), this.verifications.report(verification.id(), accepted));
	}

	private Reply answer(String phone, Judgement judgement) {
		Verification verification = judgement.verification();
		if (judgement.finding() == Finding.ACCEPTED && verification != null) {
			this.reports.completed(verification);
		}
		this.ledger.checked(judgement.finding().name().toLowerCase(Locale.ROOT));
		return switch (judgement.finding()) {
			case ACCEPTED -> word(phone, "accepted");
			case REJECTED -> word(phone, "rejected");
			case EXPIRED -> word(phone, this.switches.get(Switch.EXPIRED_ANSWER));
			case TOO_MANY -> word(phone, this.switches.get(Switch.TOO_MANY_ANSWER));
			case USED -> word(phone, this.switches.get(Switch.SECOND_CHECK_OF_ACCEPTED));
			case NONE -> word(phone, this.switches.get(Switch.CHECK_WITHOUT_VERIFICATION));
		};
	}

	private Reply word(String phone, String word) {
		return switch (word) {
			case "404" -> this.errors.notFound();
			case "422" -> this.errors.error(422, "10027", "There is no verification to check.", null);
			case "400" -> this.errors.error(400, "10015", "There is no verification to check.", null);
			default -> Reply.json(200, this.wire.answer(phone, word));
		};
	}

}
