package io.github.telnyxotp.webhook;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Set;

/**
 * What must be true of Ed25519 keys and signatures before anybody calculates with them.
 * Implementations differ here, so it is decided once, in front of them (SEC-41).
 */
final class EdwardsCurve {

	static final int POINT_LENGTH = 32;

	static final int SIGNATURE_LENGTH = 64;

	/** The prime of the field. */
	private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

	/** The order of the base point. */
	private static final BigInteger L = BigInteger.TWO.pow(252)
		.add(new BigInteger("27742317777372353535851937790883648493"));

	private static final BigInteger D = BigInteger.valueOf(-121665)
		.multiply(BigInteger.valueOf(121666).modInverse(P))
		.mod(P);

	private static final BigInteger Y_OF_ORDER_8 = new BigInteger(
			"7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7", 16);

	/**
	 * The eight points of small order have five values of y; none is a key of anybody.
	 */
	private static final Set<BigInteger> WEAK = Set.of(BigInteger.ZERO, BigInteger.ONE, P.subtract(BigInteger.ONE),
			Y_OF_ORDER_8, P.subtract(Y_OF_ORDER_8));

	private EdwardsCurve() {
	}

	/**
	 * Whether bytes are a point of the curve, in its only proper form and not of small
	 * order: with one of those as key, one signature fits every message.
	 * @param key any bytes
	 * @return {@code true} if they can be somebody's key
	 */
	static boolean isPlainKey(byte[] key) {
		return key.length == POINT_LENGTH && y(key).compareTo(P) < 0 && !isWeak(key) && isOnCurve(y(key));
	}

	/**
	 * Whether a signature is in its only proper form: S below the order, R not of small
	 * order.
	 * @param signature any bytes
	 * @return {@code true} if it is worth checking
	 */
	static boolean isPlainSignature(byte[] signature) {
		return signature.length == SIGNATURE_LENGTH
				&& number(Arrays.copyOfRange(signature, POINT_LENGTH, SIGNATURE_LENGTH)).compareTo(L) < 0
				&& !isWeak(Arrays.copyOf(signature, POINT_LENGTH));
	}

	/** Also in the forms that are not proper: y may have been raised by the prime. */
	private static boolean isWeak(byte[] point) {
		return WEAK.contains(y(point).mod(P));
	}

	/** x² = (y² - 1) / (d·y² + 1) must have a root. */
	private static boolean isOnCurve(BigInteger y) {
		BigInteger square = y.multiply(y);
		BigInteger below = D.multiply(square).add(BigInteger.ONE).modInverse(P);
		BigInteger x = square.subtract(BigInteger.ONE).multiply(below).mod(P);
		return x.modPow(P.shiftRight(1), P).equals(BigInteger.ONE);
	}

	/** Without the highest bit, which is the sign of x. */
	private static BigInteger y(byte[] point) {
		return number(point).clearBit(Byte.SIZE * POINT_LENGTH - 1);
	}

	private static BigInteger number(byte[] littleEndian) {
		byte[] bigEndian = new byte[littleEndian.length];
		for (int each = 0; each < bigEndian.length; each++) {
			bigEndian[each] = littleEndian[littleEndian.length - 1 - each];
		}
		return new BigInteger(1, bigEndian);
	}

}
