package io.github.telnyxotp.webhook;

import org.springframework.util.ClassUtils;

/**
 * Checks signatures of one key. There are two of it, because BouncyCastle is several
 * times faster and the JDK is always there (D12). Safe for use by many threads.
 */
interface Ed25519 {

	/** Whether BouncyCastle is on the class path. */
	boolean BOUNCY_CASTLE = ClassUtils.isPresent("org.bouncycastle.crypto.params.Ed25519PublicKeyParameters",
			Ed25519.class.getClassLoader());

	/**
	 * Whether a signature is right.
	 * @param message what was signed
	 * @param signature 64 bytes that {@link EdwardsCurve#isPlainSignature} has let pass
	 * @return {@code true} if the key signed the message
	 */
	boolean verifies(byte[] message, byte[] signature);

	/**
	 * The faster one of those that are there.
	 * @param key a key that {@link EdwardsCurve#isPlainKey} has let pass
	 */
	static Ed25519 of(byte[] key) {
		return BOUNCY_CASTLE ? new BouncyCastleEd25519(key) : new JdkEd25519(key);
	}

}
