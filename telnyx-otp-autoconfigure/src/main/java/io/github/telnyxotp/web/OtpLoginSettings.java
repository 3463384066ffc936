package io.github.telnyxotp.web;

import java.util.List;

import io.github.telnyxotp.CodeFormat;
import org.jspecify.annotations.Nullable;

/**
 * Defaults that every login with codes starts from; a bean, so that one that the
 * application adds has the same defaults as the automatic one.
 *
 * @param path where the code page lies and codes are posted to; the other endpoints lie
 * below it
 * @param codeFormat how many digits a code has
 * @param name name of the application for the code page, or {@code null}
 * @param secondFactor whether everybody who signs in is asked for a code
 * @param phoneLogin where one signs in by phone alone, or {@code null} where nobody does
 * @param stepUp where a fresh code is demanded
 * @param deviceCookie the cookie of remembered devices, or {@code null} where none are
 * remembered
 * @since 0.1
 */
public record OtpLoginSettings(String path, CodeFormat codeFormat, @Nullable String name, boolean secondFactor,
		@Nullable String phoneLogin, List<StepUpRule> stepUp, @Nullable String deviceCookie) {

	/**
	 * Makes the list unmodifiable.
	 */
	public OtpLoginSettings {
		stepUp = List.copyOf(stepUp);
	}

	/**
	 * Defaults without login by phone, rules for a fresh code and remembered devices.
	 * @param path where the code page lies and codes are posted to
	 * @param codeFormat how many digits a code has
	 * @param name name of the application for the code page, or {@code null}
	 * @param secondFactor whether everybody who signs in is asked for a code
	 */
	public OtpLoginSettings(String path, CodeFormat codeFormat, @Nullable String name, boolean secondFactor) {
		this(path, codeFormat, name, secondFactor, null, List.of(), null);
	}

}
