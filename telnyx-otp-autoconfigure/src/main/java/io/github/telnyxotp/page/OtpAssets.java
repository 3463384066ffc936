package io.github.telnyxotp.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import org.springframework.core.io.ClassPathResource;

/**
 * The style sheet, the script and the icon of the page, read once. The page expects them
 * at {@code {page}/otp.css}, {@code {page}/otp.js} and {@code {page}/otp.svg}, in UTF-8.
 *
 * @since 0.1
 */
public final class OtpAssets {

	private static final String CSS = read("otp.css");

	private static final String JS = read("otp.js");

	private static final String ICON = read("favicon.svg");

	private OtpAssets() {
	}

	/**
	 * The style sheet.
	 * @return text of type {@code text/css}
	 */
	public static String css() {
		return CSS;
	}

	/**
	 * The script.
	 * @return text of type {@code text/javascript}
	 */
	public static String js() {
		return JS;
	}

	/**
	 * The icon for the tab of the browser.
	 * @return text of type {@code image/svg+xml}
	 */
	public static String icon() {
		return ICON;
	}

	static String read(String name) {
		try {
			return new ClassPathResource(name, OtpAssets.class).getContentAsString(StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The jar lacks " + name, ex);
		}
	}

}
