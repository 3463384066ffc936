package io.github.telnyxotp.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * Keeps the templates, the words and the assets of the code page in native images.
 */
final class PageRuntimeHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		hints.resources()
			.registerPattern("io/github/telnyxotp/page/*")
			.registerResourceBundle("io/github/telnyxotp/page/texts");
	}

}
