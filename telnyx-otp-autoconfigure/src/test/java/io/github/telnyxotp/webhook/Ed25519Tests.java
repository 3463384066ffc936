package io.github.telnyxotp.webhook;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link EdwardsCurve} and both kinds of {@link Ed25519}, which must not be
 * told apart from outside.
 */
class Ed25519Tests {

	private static final BigInteger L = BigInteger.TWO.pow(252)
		.add(new BigInteger("27742317777372353535851937790883648493"));

	private static final byte[] KEY = Base64.getDecoder().decode(Signer.PUBLIC_KEY);

	private static final byte[] IDENTITY = bytes("01" + "00".repeat(31));

	private static final Signer SIGNER = new Signer();

	private static final Ed25519 JDK = new JdkEd25519(KEY);

	private static final Ed25519 BOUNCY_CASTLE = new BouncyCastleEd25519(KEY);

	@Test
	void bouncyCastleIsUsedWhereItIsPresent() {
		assertThat(Ed25519.of(KEY)).isInstanceOf(BouncyCastleEd25519.class);
	}

	@Property(tries = 300)
	@Label("SEC-41 both kinds accept every message that was signed, and none that differs by one bit")
	void agreeAboutSignedMessages(@ForAll @Size(max = 300) byte[] message, @ForAll @IntRange(max = 511) int bit) {
		byte[] signature = SIGNER.sign(message);
		assertThat(verdict(message, signature)).isTrue();
		assertThat(verdict(message, flipped(signature, bit))).isFalse();
		if (message.length > 0) {
			assertThat(verdict(flipped(message, bit % (8 * message.length)), signature)).isFalse();
		}
		assertThat(verdict(Arrays.copyOf(message, message.length + 1), signature)).isFalse();
	}

	@Property(tries = 1000)
	@Label("SEC-41 both kinds refuse what is no signature")
	void agreeAboutNonsense(@ForAll @Size(64) byte[] signature, @ForAll @Size(max = 50) byte[] message) {
		assertThat(verdict(message, signature)).isFalse();
	}

	@Property(tries = 200)
	@Label("SEC-41 both kinds agree about every key that may be configured")
	void agreeAboutKeys(@ForAll @Size(32) byte[] key, @ForAll @Size(64) byte[] signature) {
		if (EdwardsCurve.isPlainKey(key)) {
			assertThat(verdict(new JdkEd25519(key), new BouncyCastleEd25519(key), IDENTITY, signature)).isFalse();
		}
	}

	@Test
	@DisplayName("SEC-41 a signature whose S is raised by the order is refused, here and by both kinds")
	void raisedScalarIsRefused() {
		byte[] message = "message".getBytes(StandardCharsets.UTF_8);
		byte[] raised = raised(SIGNER.sign(message));
		assertThat(EdwardsCurve.isPlainSignature(raised)).isFalse();
		assertThat(verdict(message, raised)).isFalse();
	}

	@Test
	void scalarBelowTheOrderIsPlainAndTheOrderItselfIsNot() {
		byte[] point = SIGNER.sign(IDENTITY);
		assertThat(EdwardsCurve.isPlainSignature(with(point, L.subtract(BigInteger.ONE)))).isTrue();
		assertThat(EdwardsCurve.isPlainSignature(with(point, L))).isFalse();
		assertThat(EdwardsCurve.isPlainSignature(Arrays.copyOf(point, 65))).isFalse();
		assertThat(EdwardsCurve.isPlainSignature(Arrays.copyOf(point, 63))).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "0000000000000000000000000000000000000000000000000000000000000000",
			"0000000000000000000000000000000000000000000000000000000000000080",
			"0100000000000000000000000000000000000000000000000000000000000000",
			"0100000000000000000000000000000000000000000000000000000000000080",
			"ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
			"ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
			"edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
			"edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
			"eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
			"eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
			"26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
			"26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
			"c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
			"c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa" })
	@DisplayName("SEC-41 a point of small order is no key and no part of a signature, in any form")
	void pointOfSmallOrderIsRefused(String point) {
		byte[] bytes = bytes(point);
		assertThat(EdwardsCurve.isPlainKey(bytes)).isFalse();
		byte[] signature = SIGNER.sign(IDENTITY);
		System.arraycopy(bytes, 0, signature, 0, bytes.length);
		assertThat(EdwardsCurve.isPlainSignature(signature)).isFalse();
		assertThatIllegalArgumentException()
			.isThrownBy(() -> WebhookPublicKey.of(Base64.getEncoder().encodeToString(bytes)))
			.withMessage("A public key is not a point of Ed25519 with which only its owner signs");
	}

	@Test
	@DisplayName("SEC-41 the JDK takes the identity for a key that signs everything, so it is not asked")
	void identityWouldSignEverythingForTheJdk() {
		byte[] forged = Arrays.copyOf(IDENTITY, 64);
		assertThat(new JdkEd25519(IDENTITY).verifies("anything".getBytes(StandardCharsets.UTF_8), forged)).isTrue();
		assertThat(EdwardsCurve.isPlainKey(IDENTITY)).isFalse();
		assertThat(EdwardsCurve.isPlainSignature(forged)).isFalse();
	}

	@Test
	@DisplayName("SEC-41 a signature with the identity for R fits its equation and is refused")
	void signatureWithTheIdentityIsRefused() throws Exception {
		byte[] message = "message".getBytes(StandardCharsets.UTF_8);
		BigInteger hash = number(sha512(IDENTITY, KEY, message)).mod(L);
		byte[] signature = with(Arrays.copyOf(IDENTITY, 64), hash.multiply(secret()).mod(L));
		assertThat(JDK.verifies(message, signature)).isTrue();
		assertThat(BOUNCY_CASTLE.verifies(message, signature)).isTrue();
		assertThat(EdwardsCurve.isPlainSignature(signature)).isFalse();
	}

	@Test
	void keyThatIsNoPointIsRefused() {
		byte[] nowhere = bytes("02" + "00".repeat(31));
		assertThat(EdwardsCurve.isPlainKey(nowhere)).isFalse();
		byte[] raised = bytes("f0" + "ff".repeat(30) + "7f");
		assertThat(EdwardsCurve.isPlainKey(bytes("03" + "00".repeat(31)))).isTrue();
		assertThat(EdwardsCurve.isPlainKey(raised)).as("the same as 3, raised by the prime").isFalse();
		assertThat(EdwardsCurve.isPlainKey(KEY)).isTrue();
		assertThat(EdwardsCurve.isPlainKey(Arrays.copyOf(KEY, 31))).isFalse();
	}

	private static boolean verdict(byte[] message, byte[] signature) {
		return verdict(JDK, BOUNCY_CASTLE, message, signature);
	}

	/** Behind the check that stands in front of both. */
	private static boolean verdict(Ed25519 one, Ed25519 other, byte[] message, byte[] signature) {
		boolean verdict = one.verifies(message, signature);
		if (EdwardsCurve.isPlainSignature(signature)) {
			assertThat(other.verifies(message, signature)).isEqualTo(verdict);
			return verdict;
		}
		assertThat(verdict).isFalse();
		return false;
	}

	private static byte[] raised(byte[] signature) {
		return with(signature, number(Arrays.copyOfRange(signature, 32, 64)).add(L));
	}

	private static byte[] with(byte[] signature, BigInteger scalar) {
		byte[] changed = signature.clone();
		for (int each = 0; each < 32; each++) {
			changed[32 + each] = scalar.shiftRight(8 * each).byteValue();
		}
		return changed;
	}

	private static BigInteger secret() throws Exception {
		byte[] half = Arrays.copyOf(sha512(Base64.getDecoder().decode(Signer.SEED)), 32);
		half[0] &= (byte) 0xf8;
		half[31] &= 0x7f;
		half[31] |= 0x40;
		return number(half);
	}

	private static byte[] sha512(byte[]... parts) throws Exception {
		MessageDigest digest = MessageDigest.getInstance("SHA-512");
		for (byte[] part : parts) {
			digest.update(part);
		}
		return digest.digest();
	}

	private static BigInteger number(byte[] littleEndian) {
		BigInteger number = BigInteger.ZERO;
		for (int each = littleEndian.length - 1; each >= 0; each--) {
			number = number.shiftLeft(8).add(BigInteger.valueOf(littleEndian[each] & 0xff));
		}
		return number;
	}

	private static byte[] flipped(byte[] bytes, int bit) {
		byte[] changed = bytes.clone();
		changed[bit / 8] ^= (byte) (1 << (bit % 8));
		return changed;
	}

	private static byte[] bytes(String hex) {
		return HexFormat.of().parseHex(hex);
	}

}
