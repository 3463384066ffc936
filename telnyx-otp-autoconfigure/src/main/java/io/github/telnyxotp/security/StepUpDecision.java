package io.github.telnyxotp.security;

import java.util.List;

import org.springframework.security.authorization.FactorAuthorizationDecision;
import org.springframework.security.authorization.RequiredFactor;
import org.springframework.security.authorization.RequiredFactorError;
import org.springframework.security.core.Authentication;

/**
 * The refusal of somebody who has to prove the phone again, with what the door must know
 * to ask for the right thing.
 *
 * @since 0.1
 */
public final class StepUpDecision extends FactorAuthorizationDecision {

	private final StepUp stepUp;

	private StepUpDecision(RequiredFactorError error, StepUp stepUp) {
		super(List.of(error));
		this.stepUp = stepUp;
	}

	static StepUpDecision refuse(Authentication user, StepUp stepUp) {
		RequiredFactor factor = RequiredFactor.builder()
			.authority(PhoneFactor.AUTHORITY)
			.validDuration(stepUp.maxAge())
			.build();
		boolean expired = stepUp.maxAge() != null && PhoneFactor.isHeldBy(user);
		return new StepUpDecision(
				expired ? RequiredFactorError.createExpired(factor) : RequiredFactorError.createMissing(factor),
				stepUp);
	}

	/**
	 * What is demanded.
	 * @return the demand that is not met
	 */
	public StepUp stepUp() {
		return this.stepUp;
	}

}
