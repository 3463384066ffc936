package io.github.telnyxotp.webhook;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/**
 * Ed25519 by the JDK.
 */
final class JdkEd25519 implements Ed25519 {

	/** Tells the JDK that a raw key follows. */
	private static final String X509_PREFIX = "302a300506032b6570032100";

	private static final String NAME = "Ed25519";

	private final PublicKey key;

	JdkEd25519(byte[] key) {
		byte[] encoded = HexFormat.of().parseHex(X509_PREFIX + HexFormat.of().formatHex(key));
		try {
			this.key = KeyFactory.getInstance(NAME).generatePublic(new X509EncodedKeySpec(encoded));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("This Java cannot use a key that is on the curve", ex);
		}
	}

	@Override
	public boolean verifies(byte[] message, byte[] signature) {
		try {
			Signature check = Signature.getInstance(NAME);
			check.initVerify(this.key);
			check.update(message);
			return check.verify(signature);
		}
		catch (SignatureException ex) {
			return false;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("This Java has no Ed25519", ex);
		}
	}

}
