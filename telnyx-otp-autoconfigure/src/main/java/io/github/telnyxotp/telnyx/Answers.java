package io.github.telnyxotp.telnyx;

import java.util.Locale;

import io.github.telnyxotp.CheckAnswer;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.SendAnswer;
import io.github.telnyxotp.SendAnswer.Reason;
import io.github.telnyxotp.VerificationId;
import io.github.telnyxotp.telnyx.Outcome.NeverLeft;
import io.github.telnyxotp.telnyx.Outcome.Reply;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the answers of Telnyx mean (SEC-52). Both tables are total and end closed. The
 * status decides first; of a body only that of a success is read.
 *
 * <table>
 * <caption>Meaning of an answer</caption>
 * <tr>
 * <th>status</th>
 * <th>start</th>
 * <th>check</th>
 * </tr>
 * <tr>
 * <td>200, valid</td>
 * <td>accepted</td>
 * <td>by {@code response_code}</td>
 * </tr>
 * <tr>
 * <td>other 2xx, valid</td>
 * <td>accepted</td>
 * <td>unavailable</td>
 * </tr>
 * <tr>
 * <td>2xx, anything else</td>
 * <td>unknown</td>
 * <td>unavailable</td>
 * </tr>
 * <tr>
 * <td>400, 422</td>
 * <td>channel</td>
 * <td>wrong: so look a wrong code and a phone for which nothing is pending</td>
 * </tr>
 * <tr>
 * <td>404, 410</td>
 * <td>misconfigured</td>
 * <td>expired</td>
 * </tr>
 * <tr>
 * <td>401, 402, 403, 405, 3xx</td>
 * <td>misconfigured</td>
 * <td>misconfigured</td>
 * </tr>
 * <tr>
 * <td>408, 409</td>
 * <td>unknown</td>
 * <td>unavailable</td>
 * </tr>
 * <tr>
 * <td>429</td>
 * <td>throttled</td>
 * <td>unavailable</td>
 * </tr>
 * <tr>
 * <td>other 4xx</td>
 * <td>misconfigured</td>
 * <td>unavailable</td>
 * </tr>
 * <tr>
 * <td>anything else</td>
 * <td>unknown</td>
 * <td>unavailable</td>
 * </tr>
 * </table>
 */
final class Answers {

	private Answers() {
	}

	static SendAnswer start(Outcome outcome, PhoneNumber phone) {
		if (outcome instanceof NeverLeft) {
			return new SendAnswer.Refused(Reason.NEVER_LEFT);
		}
		if (!(outcome instanceof Reply reply)) {
			return new SendAnswer.Unknown();
		}
		if (reply.successful()) {
			return started(data(reply), phone);
		}
		return switch (reply.status()) {
			case 400, 422 -> new SendAnswer.Refused(Reason.CHANNEL);
			case 429 -> new SendAnswer.Refused(Reason.THROTTLED);
			case 408, 409 -> new SendAnswer.Unknown();
			default ->
				isRefusal(reply.status()) ? new SendAnswer.Refused(Reason.MISCONFIGURED) : new SendAnswer.Unknown();
		};
	}

	static CheckAnswer check(Outcome outcome, Echo ours) {
		if (outcome instanceof NeverLeft) {
			return CheckAnswer.NEVER_LEFT;
		}
		if (!(outcome instanceof Reply reply)) {
			return CheckAnswer.UNAVAILABLE;
		}
		return switch (reply.status()) {
			case 200 -> checked(data(reply), ours);
			case 400, 422 -> CheckAnswer.WRONG;
			case 404, 410 -> CheckAnswer.EXPIRED;
			case 401, 402, 403, 405 -> CheckAnswer.MISCONFIGURED;
			default -> isRedirect(reply.status()) ? CheckAnswer.MISCONFIGURED : CheckAnswer.UNAVAILABLE;
		};
	}

	static VerificationStatus status(Outcome outcome, VerificationId verification) {
		if (!(outcome instanceof Reply reply) || !reply.successful()) {
			return VerificationStatus.UNKNOWN;
		}
		JsonNode data = data(reply);
		if (data == null || !data.has("id") || differs(data, "id", verification.value())) {
			return VerificationStatus.UNKNOWN;
		}
		return switch (text(data, "status")) {
			case "pending" -> VerificationStatus.PENDING;
			case "accepted" -> VerificationStatus.ACCEPTED;
			case "invalid" -> VerificationStatus.INVALID;
			case "expired" -> VerificationStatus.EXPIRED;
			case "error" -> VerificationStatus.ERROR;
			default -> VerificationStatus.UNKNOWN;
		};
	}

	/**
	 * Whether the operation that was called does not exist, so that nothing was ordered.
	 * @param outcome what came back
	 * @return {@code true} for 404 and 405
	 */
	static boolean isNoSuchOperation(Outcome outcome) {
		return outcome instanceof Reply reply && (reply.status() == 404 || reply.status() == 405);
	}

	/**
	 * Whether only an existing operation can have answered so. A gateway in front of it
	 * may refuse a key, a rate or everything without knowing the path.
	 * @param outcome what came back
	 * @return {@code true} for 2xx, 400 and 422
	 */
	static boolean isFromOperation(Outcome outcome) {
		return outcome instanceof Reply reply && (reply.successful() || reply.status() == 400 || reply.status() == 422);
	}

	private static SendAnswer started(@Nullable JsonNode data, PhoneNumber phone) {
		String id = (data != null) ? text(data, "id") : "";
		if (data == null || !VerificationId.isValid(id) || differs(data, "phone_number", phone.value())) {
			return new SendAnswer.Unknown();
		}
		return new SendAnswer.Accepted(new VerificationId(id));
	}

	private static CheckAnswer checked(@Nullable JsonNode data, Echo ours) {
		if (data == null || ours.isContradictedBy(data)) {
			return CheckAnswer.UNAVAILABLE;
		}
		return switch (text(data, "response_code")) {
			case "accepted" -> data.has("phone_number") ? CheckAnswer.ACCEPTED : CheckAnswer.UNAVAILABLE;
			case "rejected" -> CheckAnswer.WRONG;
			case "expired" -> CheckAnswer.EXPIRED;
			case "max_attempts_exceeded" -> CheckAnswer.LOCKED;
			default -> CheckAnswer.UNAVAILABLE;
		};
	}

	private static @Nullable JsonNode data(Reply reply) {
		JsonNode root = StrictJson.object(reply.contentType(), reply.body());
		JsonNode data = (root != null && !root.has("errors")) ? root.get("data") : null;
		return (data != null && data.isObject()) ? data : null;
	}

	private static String text(JsonNode data, String name) {
		String text = StrictJson.string(data, name);
		return (text != null) ? text : "";
	}

	private static boolean differs(JsonNode data, String name, @Nullable String ours) {
		return data.has(name) && (ours == null || !canonical(text(data, name)).equals(canonical(ours)));
	}

	// UUIDs are the same in both cases; phones have no letters
	private static String canonical(String text) {
		return text.toLowerCase(Locale.ROOT);
	}

	private static boolean isRedirect(int status) {
		return status >= 300 && status < 400;
	}

	private static boolean isRefusal(int status) {
		return status >= 300 && status < 500;
	}

	/**
	 * What an answer to a check must repeat where it says anything about it (SEC-03).
	 *
	 * @param phone the phone that was asked about
	 * @param verification the verification of that phone, if it is known
	 * @param profile the profile that was used
	 */
	record Echo(PhoneNumber phone, @Nullable VerificationId verification, String profile) {

		boolean isContradictedBy(JsonNode data) {
			String id = (this.verification != null) ? this.verification.value() : null;
			return differs(data, "phone_number", this.phone.value()) || differs(data, "id", id)
					|| differs(data, "verify_profile_id", this.profile) || differs(data, "profile_id", this.profile);
		}

	}

}
