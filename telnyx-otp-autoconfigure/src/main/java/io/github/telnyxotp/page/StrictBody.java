package io.github.telnyxotp.page;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads request bodies that may hold one text and nothing else. Read token by token,
 * because then there is no place where a second field, a list or a deep object could go.
 */
final class StrictBody {

	private static final int LONGEST = 4096;

	private static final JsonFactory JSON = new JsonFactory();

	private StrictBody() {
	}

	static Optional<String> onlyField(String field, byte[] body) {
		if (body.length > LONGEST) {
			return Optional.empty();
		}
		try (JsonParser parser = parser(body)) {
			boolean begun = parser.nextToken() == JsonToken.START_OBJECT && field.equals(parser.nextName());
			if (!begun || parser.nextToken() != JsonToken.VALUE_STRING) {
				return Optional.empty();
			}
			String value = parser.getString();
			return ends(parser) ? Optional.of(value) : Optional.empty();
		}
		catch (CharacterCodingException | JacksonException ex) {
			return Optional.empty();
		}
	}

	/** A text, and behind it a truth value if there is one. */
	static Optional<Fields> fieldAndFlag(String field, String flag, byte[] body) {
		if (body.length > LONGEST) {
			return Optional.empty();
		}
		try (JsonParser parser = parser(body)) {
			boolean begun = parser.nextToken() == JsonToken.START_OBJECT && field.equals(parser.nextName());
			if (!begun || parser.nextToken() != JsonToken.VALUE_STRING) {
				return Optional.empty();
			}
			String value = parser.getString();
			return flag(flag, parser).map((set) -> new Fields(value, set));
		}
		catch (CharacterCodingException | JacksonException ex) {
			return Optional.empty();
		}
	}

	private static Optional<Boolean> flag(String flag, JsonParser parser) {
		JsonToken token = parser.nextToken();
		if (token == JsonToken.END_OBJECT) {
			return (parser.nextToken() == null) ? Optional.of(false) : Optional.empty();
		}
		boolean named = token == JsonToken.PROPERTY_NAME && flag.equals(parser.currentName());
		JsonToken value = parser.nextToken();
		boolean truth = value == JsonToken.VALUE_TRUE || value == JsonToken.VALUE_FALSE;
		return (named && truth && ends(parser)) ? Optional.of(value == JsonToken.VALUE_TRUE) : Optional.empty();
	}

	static boolean isEmpty(byte[] body) {
		if (body.length > LONGEST) {
			return false;
		}
		try (JsonParser parser = parser(body)) {
			JsonToken first = parser.nextToken();
			return first == null || (first == JsonToken.START_OBJECT && ends(parser));
		}
		catch (CharacterCodingException | JacksonException ex) {
			return false;
		}
	}

	private static boolean ends(JsonParser parser) {
		return parser.nextToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
	}

	/** Decodes by itself, because the library would guess the encoding. */
	private static JsonParser parser(byte[] body) throws CharacterCodingException {
		String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
		return JSON.createParser(ObjectReadContext.empty(), text);
	}

	/**
	 * What a body holds.
	 *
	 * @param text the text
	 * @param flag the truth value
	 */
	record Fields(String text, boolean flag) {
	}

}
