package io.github.telnyxotp.telnyx;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what a stranger wrote: one JSON object in UTF-8, every name once, nothing after
 * it, everything within bounds (SEC-51). Whatever else it is, it is {@code null}; no
 * reason is given, since the reason would quote the stranger.
 */
final class StrictJson {

	private static final int MAX_DEPTH = 32;

	private static final int MAX_TEXT = 1024;

	private static final int MAX_NUMBER = 32;

	private static final Pattern JSON_TYPE = Pattern.compile("application/json(?:\\s*;\\s*charset=\"?utf-8\"?)?",
			Pattern.CASE_INSENSITIVE);

	private static final JsonMapper MAPPER = JsonMapper
		.builder(JsonFactory.builder()
			.streamReadConstraints(StreamReadConstraints.builder()
				.maxNestingDepth(MAX_DEPTH)
				.maxStringLength(MAX_TEXT)
				.maxNameLength(MAX_TEXT)
				.maxNumberLength(MAX_NUMBER)
				.maxDocumentLength(Transport.BODY_LIMIT)
				.build())
			.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
			.build())
		.enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.build();

	private StrictJson() {
	}

	static @Nullable JsonNode object(@Nullable String contentType, byte[] body) {
		if (contentType == null || !JSON_TYPE.matcher(contentType.strip()).matches()) {
			return null;
		}
		try {
			JsonNode node = MAPPER.readTree(text(body));
			return node.isObject() ? node : null;
		}
		catch (CharacterCodingException | JacksonException ex) {
			return null;
		}
	}

	/**
	 * The text of a field.
	 * @param object where to look
	 * @param name the name of the field
	 * @return its text, or {@code null} if it is absent or not a string
	 */
	static @Nullable String string(JsonNode object, String name) {
		JsonNode value = object.get(name);
		return (value != null && value.isString()) ? value.stringValue() : null;
	}

	// Bytes that are handed to the parser would make it guess among five encodings
	private static String text(byte[] body) throws CharacterCodingException {
		return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
	}

}
