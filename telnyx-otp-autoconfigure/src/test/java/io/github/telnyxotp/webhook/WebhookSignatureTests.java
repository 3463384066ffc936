package io.github.telnyxotp.webhook;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.telnyxotp.TestClock;
import io.github.telnyxotp.webhook.Proof.Flaw;
import io.github.telnyxotp.webhook.Proof.Signed;
import io.github.telnyxotp.webhook.Proof.Unproven;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link WebhookSignature} and {@link WebhookPublicKey}.
 */
class WebhookSignatureTests {

	private static final String TIME = "1760000000";

	private static final byte[] BODY = ("{\"data\":{\"event_type\":\"verify.delivered\",\"id\":\"evt-1\",\"payload\":"
			+ "{\"id\":\"ver-1\",\"phone_number\":\"+15005550006\"},\"record_type\":\"event\"}}")
		.getBytes(StandardCharsets.UTF_8);

	private static final String SIGNATURE = "Zz+jjyDcMcL33/1DrNiKisJgZPB+gqY1TZyMZjA61UbytzuEBBoxnvWA9XApsLYiKbOH9B+Kg1dZ4I/EQ973DA==";

	private static final byte[] ODD_BODY = HexFormat.of()
		.parseHex("7b20226461746122203a207b20226576656e745f7479706522203a20227665726966792e6661696c6564222c20226e6f7465"
				+ "22203a20226e61c3af766520e4b8ade6968720f09f9a8022207d207d0a");

	private static final WebhookPublicKey KEY = WebhookPublicKey.of(Signer.PUBLIC_KEY);

	private static final WebhookPublicKey OTHER_KEY = WebhookPublicKey.of(Signer.OTHER_PUBLIC_KEY);

	private static final Proof SIGNED = new Signed(KEY.id());

	private final TestClock clock = new TestClock(Instant.ofEpochSecond(1760000000));

	private final WebhookSignature signature = signature(KEY);

	@Test
	@DisplayName("SEC-41 the published vectors verify, odd bytes and an empty body included")
	void vectorsVerify() {
		assertThat(BODY).hasSize(132);
		assertThat(check(TIME, SIGNATURE, BODY)).isEqualTo(SIGNED);
		assertThat(check(TIME,
				"rPBUP07uzjCJqKAmgKHCw2pblItYtVShaCoMXxVvw9BX5SoiTFasBHBb8Q7o8F9w8GFI7P5XJ2UveAQTIGTwBQ==", ODD_BODY))
			.isEqualTo(SIGNED);
		assertThat(
				check(TIME, "+aCsnsoFli1c4yjkRVihMIx1cxuRWJsL4GoO1d3/BZ4HxgpyTqYrtfVRinYCm6ACYhDCrVxMYgH4irQk+rO6Ag==",
						new byte[0]))
			.isEqualTo(SIGNED);
	}

	@Test
	@DisplayName("SEC-41 one flipped bit anywhere in the body is noticed")
	void flippedBitIsNoticed() {
		for (int bit = 0; bit < 8 * BODY.length; bit++) {
			byte[] changed = BODY.clone();
			changed[bit / 8] ^= (byte) (1 << (bit % 8));
			assertThat(check(TIME, SIGNATURE, changed)).isEqualTo(new Unproven(Flaw.SIGNATURE));
		}
	}

	@ParameterizedTest
	@MethodSource("rewritten")
	@DisplayName("SEC-41 a body that means the same and is written otherwise is refused")
	void rewrittenBodyIsRefused(byte[] body) {
		assertThat(check(TIME, SIGNATURE, body)).isEqualTo(new Unproven(Flaw.SIGNATURE));
	}

	static Stream<byte[]> rewritten() {
		String text = new String(BODY, StandardCharsets.UTF_8);
		return Stream
			.of(text.replace(":", ": "), "\uFEFF" + text, text + "\n", " " + text,
					text.replace("\"id\":\"ver-1\",\"phone_number\":\"+15005550006\"",
							"\"phone_number\":\"+15005550006\",\"id\":\"ver-1\""))
			.map((each) -> each.getBytes(StandardCharsets.UTF_8))
			.collect(() -> new ArrayList<>(List.of(text.getBytes(StandardCharsets.UTF_16))), List::add, List::addAll)
			.stream();
	}

	@ParameterizedTest
	@MethodSource("brokenSignatures")
	@DisplayName("SEC-41 a signature that is not strict base64 of 64 bytes is refused before it costs anything")
	void signatureOfAnotherFormIsRefused(String broken) {
		assertThat(check(TIME, broken, BODY)).isEqualTo(new Unproven(Flaw.HEADERS));
	}

	static Stream<String> brokenSignatures() {
		byte[] bytes = Base64.getDecoder().decode(SIGNATURE);
		return Stream.of("", " ", "dGVzdA==", SIGNATURE.replace("==", ""), SIGNATURE.replace("DA==", "DB=="),
				SIGNATURE + " ", " " + SIGNATURE, SIGNATURE.replace('+', '-'), SIGNATURE + "," + SIGNATURE,
				HexFormat.of().formatHex(bytes), encode(Arrays.copyOf(bytes, 63)), encode(Arrays.copyOf(bytes, 65)),
				encode(new byte[64]), "\u00e9".repeat(88), "A".repeat(1_000_000));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "not-a-number", "-1760000000", "+1760000000", " 1760000000", "1760000000 ",
			"1760000000000", "9223372036854775808", "-9223372035094775808", "1.7e9", "1760000000.0", "0x68e77a00",
			"\u0661\u0667\u0666\u0660\u0660\u0660\u0660\u0660\u0660\u0660", "1760000000,1760000000", "1760000000\n" })
	@DisplayName("SEC-42 a time that is not seconds in ASCII digits is refused, even if it is signed")
	void timeOfAnotherFormIsRefused(String timestamp) {
		assertThat(check(timestamp, new Signer().sign(timestamp, BODY), BODY)).isEqualTo(new Unproven(Flaw.HEADERS));
	}

	@ParameterizedTest
	@ValueSource(longs = { -300, -299, 0, 299, 300 })
	@DisplayName("SEC-42 a clock that is off by 300 seconds is tolerated")
	void clockMayBeOff(long seconds) {
		this.clock.forward(Duration.ofSeconds(seconds));
		assertThat(check(TIME, SIGNATURE, BODY)).isEqualTo(SIGNED);
	}

	@ParameterizedTest
	@ValueSource(longs = { -301, 301, 86400, -1760000000 })
	@DisplayName("SEC-42 a webhook from further away is refused")
	void staleOrFutureIsRefused(long seconds) {
		this.clock.forward(Duration.ofSeconds(seconds));
		assertThat(check(TIME, SIGNATURE, BODY)).isEqualTo(new Unproven(Flaw.TIME));
	}

	@Test
	@DisplayName("SEC-42 another time than the signed one is noticed")
	void otherTimeIsNoticed() {
		assertThat(check("1760000001", SIGNATURE, BODY)).isEqualTo(new Unproven(Flaw.SIGNATURE));
		assertThat(check("01760000000", SIGNATURE, BODY)).isEqualTo(new Unproven(Flaw.SIGNATURE));
	}

	@Test
	@DisplayName("SEC-41 each header must be there exactly once")
	void headersMustBeThereOnce() {
		for (String name : List.of(WebhookSignature.TIMESTAMP, WebhookSignature.SIGNATURE)) {
			Map<String, List<String>> headers = Signer.headers(TIME, SIGNATURE);
			headers.put(name, Collections.nCopies(2, headers.get(name).get(0)));
			assertThat(this.signature.check(Signer.lookUp(headers), BODY)).isEqualTo(new Unproven(Flaw.HEADERS));
			headers.remove(name);
			assertThat(this.signature.check(Signer.lookUp(headers), BODY)).isEqualTo(new Unproven(Flaw.HEADERS));
		}
	}

	@Test
	@DisplayName("SEC-46 old and new key are both good until the old one is taken away, and the one is named")
	void keysRotateWithoutAGap() {
		WebhookSignature both = signature(KEY, OTHER_KEY);
		byte[] body = BODY;
		String other = new Signer(Signer.OTHER_SEED).sign(TIME, body);
		assertThat(both.check(Signer.lookUp(Signer.headers(TIME, SIGNATURE)), body)).isEqualTo(SIGNED);
		assertThat(both.check(Signer.lookUp(Signer.headers(TIME, other)), body)).isEqualTo(new Signed(OTHER_KEY.id()));
		assertThat(check(TIME, other, body)).isEqualTo(new Unproven(Flaw.SIGNATURE));
		assertThat(KEY.id()).matches("[0-9a-f]{8}").isNotEqualTo(OTHER_KEY.id());
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "", "dGVzdA==", "not a key", "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
					"11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURp=", "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo" })
	@DisplayName("SEC-41 a key that is not 32 bytes is refused, without repeating it")
	void keyOfAnotherFormIsRefused(String key) {
		assertThatIllegalArgumentException().isThrownBy(() -> WebhookPublicKey.of(key))
			.withMessage(
					"A public key must be base64 of exactly 32 bytes, 44 characters, as the Telnyx portal shows it");
	}

	@Test
	@DisplayName("SEC-41 without a key there is no signature to check")
	void noKeyIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> signature()).withMessage("'keys' must be 1 to 8");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new WebhookSignature(Collections.nCopies(9, KEY), Duration.ofMinutes(5), this.clock))
			.withMessage("'keys' must be 1 to 8");
	}

	@ParameterizedTest
	@ValueSource(strings = { "PT0S", "PT0.9S", "-PT300S", "PT1H0.001S" })
	void toleranceOutOfRangeIsRefused(Duration tolerance) {
		assertThatIllegalArgumentException().isThrownBy(() -> new WebhookSignature(List.of(KEY), tolerance, this.clock))
			.withMessage("'tolerance' must be between one second and one hour");
	}

	private WebhookSignature signature(WebhookPublicKey... keys) {
		return new WebhookSignature(List.of(keys), Duration.ofSeconds(300), this.clock);
	}

	private Proof check(String timestamp, String signature, byte[] body) {
		return this.signature.check(Signer.lookUp(Signer.headers(timestamp, signature)), body);
	}

	private static String encode(byte[] bytes) {
		return Base64.getEncoder().encodeToString(bytes);
	}

}
