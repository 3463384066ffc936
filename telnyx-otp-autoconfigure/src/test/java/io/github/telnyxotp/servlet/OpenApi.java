package io.github.telnyxotp.servlet;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The file that describes our endpoints, and what it says of a request and a response. It
 * is taken at its word: a field that it does not know is wrong, although clients are told
 * to ignore one.
 */
final class OpenApi {

	/** What any place of the application may answer, by status. */
	private static final Map<Integer, String> ANYWHERE = Map.of(401, "FactorRequired", 403, "Resting");

	private final JsonNode file;

	/** The same, and objects have no other fields than it tells. */
	private final JsonNode strict;

	private OpenApi(JsonNode file) {
		this.file = file;
		this.strict = strict(file.deepCopy());
	}

	static OpenApi read(Path path) {
		return new OpenApi(new YAMLMapper().readTree(path.toFile()));
	}

	JsonNode at(String pointer) {
		return this.file.at(pointer);
	}

	Set<String> paths() {
		return names(this.file.at("/paths"));
	}

	/** The methods of a path, in upper case. */
	Set<String> methods(String path) {
		return names(this.file.path("paths").path(path)).stream()
			.map((method) -> method.toUpperCase(Locale.ROOT))
			.collect(Collectors.toSet());
	}

	/** Method and path of everything that can be asked for. */
	Stream<String> operations() {
		return paths().stream().flatMap((path) -> methods(path).stream().map((method) -> method + " " + path));
	}

	Set<Integer> statuses(String operation) {
		return names(operation(this.file, operation).path("responses")).stream()
			.map(Integer::valueOf)
			.collect(Collectors.toCollection(TreeSet::new));
	}

	/** The codes that a problem with this status may have, anywhere. */
	Set<String> codes(int status) {
		Stream<JsonNode> inPaths = operations().map((each) -> response(this.file, each, status));
		Stream<JsonNode> anywhere = Stream.ofNullable(ANYWHERE.get(status))
			.map((name) -> this.file.at("/components/responses/" + name));
		return Stream.concat(inPaths, anywhere)
			.flatMap((each) -> texts(each.at("/content/application~1problem+json/schema/properties/code/enum")))
			.collect(Collectors.toSet());
	}

	Set<String> texts(String pointer) {
		return texts(this.file.at(pointer)).collect(Collectors.toSet());
	}

	/** Whether a JSON body is one that this operation takes. */
	boolean takes(String operation, String body) {
		JsonNode schema = operation(this.file, operation).at("/requestBody/content/application~1json/schema");
		return errors(this.file, schema, body).isEmpty();
	}

	void check(String operation, HttpResponse<String> response) {
		JsonNode described = response(this.strict, operation, response.statusCode());
		assertThat(described.isMissingNode()).as("%s: status %s", operation, response.statusCode()).isFalse();
		check(described, response);
	}

	/** As one that stands among the components. */
	void checkNamed(String name, HttpResponse<String> response) {
		check(this.strict.at("/components/responses/" + name), response);
	}

	private void check(JsonNode described, HttpResponse<String> response) {
		described.path("headers").properties().forEach((header) -> {
			JsonNode rule = resolve(this.strict, header.getValue());
			List<String> values = response.headers().allValues(header.getKey());
			assertThat(values).as(header.getKey()).hasSizeLessThanOrEqualTo(1);
			assertThat(values.isEmpty() && rule.path("required").asBoolean()).as("no " + header.getKey()).isFalse();
			values.forEach((value) -> assertThat(errors(this.strict, rule.path("schema"), "\"" + quote(value) + "\""))
				.as(value)
				.isEmpty());
		});
		JsonNode content = described.path("content");
		if (content.isMissingNode()) {
			assertThat(response.body()).isEmpty();
			return;
		}
		String type = response.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
		assertThat(names(content)).contains(type);
		if (type.endsWith("json")) {
			assertThat(errors(this.strict, content.path(type).path("schema"), response.body())).as(response.body())
				.isEmpty();
		}
	}

	List<Error> errorsOf(String schema, String body) {
		return errors(this.strict, this.strict.at("/components/schemas/" + schema), body);
	}

	/** References lead to the components, so these go along. */
	private static List<Error> errors(JsonNode file, JsonNode schema, String body) {
		ObjectNode whole = ((ObjectNode) schema).deepCopy();
		whole.set("components", file.path("components"));
		return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
			.getSchema(whole)
			.validate(body, InputFormat.JSON);
	}

	private static JsonNode operation(JsonNode file, String operation) {
		String[] parts = operation.split(" ");
		return file.path("paths").path(parts[1]).path(parts[0].toLowerCase(Locale.ROOT));
	}

	private static JsonNode response(JsonNode file, String operation, int status) {
		return resolve(file, operation(file, operation).path("responses").path(String.valueOf(status)));
	}

	private static JsonNode resolve(JsonNode file, JsonNode node) {
		return node.has("$ref") ? file.at(node.path("$ref").asString().substring(1)) : node;
	}

	private static JsonNode strict(JsonNode node) {
		if (node instanceof ObjectNode object && "object".equals(object.path("type").asString(""))
				&& object.has("properties")) {
			object.put("additionalProperties", false);
		}
		node.forEach(OpenApi::strict);
		return node;
	}

	private static Set<String> names(JsonNode node) {
		return node.properties().stream().map(Map.Entry::getKey).collect(Collectors.toCollection(TreeSet::new));
	}

	private static Stream<String> texts(JsonNode list) {
		return list.valueStream().map(JsonNode::asString);
	}

	private static String quote(String text) {
		return text.replace("\\", "\\\\").replace("\"", "\\\"");
	}

}
