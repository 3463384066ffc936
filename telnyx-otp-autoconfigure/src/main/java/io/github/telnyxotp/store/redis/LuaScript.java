package io.github.telnyxotp.store.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The text of one script, as it lies beside the classes. It may call {@code now()}, the
 * time of Redis in microseconds since 1970, and {@code whole(number)}, all digits of a
 * number as text.
 *
 * @param name the file without its ending
 * @param text the script
 */
record LuaScript(String name, String text) {

	/** Reads a script. */
	static LuaScript named(String name) {
		try (InputStream file = LuaScript.class.getResourceAsStream(name + ".lua")) {
			if (file == null) {
				throw new IllegalStateException("There is no script named " + name);
			}
			return new LuaScript(name, new String(file.readAllBytes(), StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public String toString() {
		return this.name;
	}

}
