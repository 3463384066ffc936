package io.github.telnyxotp.servlet;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

import io.github.telnyxotp.ChallengeId;
import io.github.telnyxotp.CodeFormat;
import io.github.telnyxotp.Owner;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.Purpose;
import io.github.telnyxotp.SendDecision;
import io.github.telnyxotp.Verdict;
import io.github.telnyxotp.flow.OtpFlow;
import io.github.telnyxotp.phonebook.Phonebooks;
import io.github.telnyxotp.security.PhoneFactor;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * A token for a better one, after a code. From the annotation on this is the example of
 * {@code docs/json.md}, word for word.
 */
@RestController
class TokenStepUp {

	private final OtpFlow otp;

	private final Phonebooks phones;

	private final Tokens tokens;

	private final InstantSource clock;

	TokenStepUp(OtpFlow otp, Phonebooks phones, Tokens tokens, InstantSource clock) {
		this.otp = otp;
		this.phones = phones;
		this.tokens = tokens;
		this.clock = clock;
	}

	@PostMapping("/token/step-up")
	ResponseEntity<?> start(Authentication user) {
		SendDecision decision = this.otp.begin(owner(user), phone(user), null);
		if (decision instanceof SendDecision.Granted granted) {
			return ResponseEntity.accepted().body(Map.of("challenge", granted.challenge().value()));
		}
		return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS).build();
	}

	@PostMapping("/token/step-up/check")
	ResponseEntity<?> check(Authentication user, @RequestBody Check check) {
		Verdict verdict = this.otp.verify(new ChallengeId(check.challenge()), owner(user), phone(user), check.code());
		if (verdict instanceof Verdict.Accepted) {
			String token = this.tokens.issue(user, this.clock.instant(), "pwd", "otp");
			return ResponseEntity.ok(Map.of("access_token", token));
		}
		boolean unknown = verdict instanceof Verdict.Unavailable;
		return ResponseEntity.status(unknown ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.FORBIDDEN).build();
	}

	/** For your converter of tokens, if "amr" has "otp". */
	static GrantedAuthority factor(Instant authTime) {
		return FactorGrantedAuthority.withAuthority(PhoneFactor.AUTHORITY).issuedAt(authTime).build();
	}

	/** Nobody can use the challenge of somebody else. */
	private static Owner owner(Authentication user) {
		return new Owner(user.getName(), Purpose.STEP_UP);
	}

	private PhoneNumber phone(Authentication user) {
		return this.phones.find(user)
			.stream()
			.findFirst()
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.CONFLICT));
	}

	record Check(String challenge, String code) {

		/** What can be no challenge or no code is a bad request. */
		Check {
			new ChallengeId(challenge);
			code = CodeFormat.ANY.normalise(code).orElseThrow(IllegalArgumentException::new);
		}

	}

}
