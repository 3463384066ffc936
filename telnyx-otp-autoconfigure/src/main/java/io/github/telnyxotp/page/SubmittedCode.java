package io.github.telnyxotp.page;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A code as somebody submitted it.
 *
 * @param code what was typed, not yet normalised
 * @param remember whether the device shall be remembered
 * @since 0.1
 */
public record SubmittedCode(String code, boolean remember) {

	/** What browsers send for a box that is ticked, ours and one without a value. */
	private static final Set<String> TICKED = Set.of("true", "on");

	/**
	 * Reads the fields of a form.
	 * @param code the values of the field {@code code}
	 * @param remember the values of the field {@code remember}, none if the box is not
	 * ticked
	 * @return the code, or nothing if the form is not one that we understand
	 */
	public static Optional<SubmittedCode> of(List<String> code, List<String> remember) {
		boolean known = remember.isEmpty() || (remember.size() == 1 && TICKED.contains(remember.get(0)));
		return (code.size() == 1 && known) ? Optional.of(new SubmittedCode(code.get(0), !remember.isEmpty()))
				: Optional.empty();
	}

	/**
	 * Does not show the code.
	 */
	@Override
	public String toString() {
		return "SubmittedCode[remember=" + this.remember + "]";
	}

}
