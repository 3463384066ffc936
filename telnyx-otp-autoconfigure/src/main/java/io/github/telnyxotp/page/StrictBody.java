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

}
