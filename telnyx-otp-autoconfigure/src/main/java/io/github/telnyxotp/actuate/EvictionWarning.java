package io.github.telnyxotp.actuate;

import java.util.Optional;

/**
 * What is wrong with what Redis does when it is full, in words. It needs no class of
 * Spring Boot's health, which an application may lack.
 *
 * @since 0.1
 */
public final class EvictionWarning {

	private EvictionWarning() {
	}

	/**
	 * Judges a policy.
	 * @param policy the {@code maxmemory-policy} of Redis
	 * @return a sentence for the operator, or nothing if all is well
	 */
	public static Optional<String> of(String policy) {
		return policy.equals("noeviction") ? Optional.empty() : Optional.of("Redis has maxmemory-policy " + policy
				+ ". Under pressure it would forget attempts and limits. Set it to noeviction");
	}

}
