package io.github.telnyxotp.web;

import io.github.telnyxotp.SendDecision;
import io.github.telnyxotp.Verdict;
import io.github.telnyxotp.page.OtpProblem;
import io.github.telnyxotp.page.OtpProblem.Kind;

/**
 * Why nothing was sent.
 */
final class SendProblem {

	private SendProblem() {
	}

	static OtpProblem of(SendDecision decision) {
		if (decision instanceof SendDecision.TooSoon soon) {
			return OtpProblem.of(Kind.TOO_SOON).withRetryAfter(soon.retryAfter());
		}
		if (decision instanceof SendDecision.Limited limited) {
			return OtpProblem.of(Kind.TOO_MANY).withRetryAfter(limited.retryAfter());
		}
		if (decision instanceof SendDecision.Exhausted) {
			return OtpProblem.of(Kind.LIMITED);
		}
		if (decision instanceof SendDecision.Refused) {
			return OtpProblem.of(Kind.DESTINATION);
		}
		if (decision instanceof SendDecision.Closed closed) {
			return OtpProblem.of(kind(closed.reason()));
		}
		return OtpProblem.of(Kind.BUSY);
	}

	private static Kind kind(Verdict.Reason reason) {
		return switch (reason) {
			case NO_PHONE -> Kind.NO_PHONE;
			case BARRED -> Kind.BARRED;
			default -> Kind.CLOSED;
		};
	}

}
