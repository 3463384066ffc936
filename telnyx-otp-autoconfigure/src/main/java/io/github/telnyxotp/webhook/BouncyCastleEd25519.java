package io.github.telnyxotp.webhook;

import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.math.ec.rfc8032.Ed25519.Algorithm;

/**
 * Ed25519 by BouncyCastle's lightweight API. No provider is registered for it.
 */
final class BouncyCastleEd25519 implements Ed25519 {

	private final Ed25519PublicKeyParameters key;

	BouncyCastleEd25519(byte[] key) {
		this.key = new Ed25519PublicKeyParameters(key, 0);
	}

	@Override
	public boolean verifies(byte[] message, byte[] signature) {
		return this.key.verify(Algorithm.Ed25519, null, message, 0, message.length, signature, 0);
	}

}
