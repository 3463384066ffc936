package io.github.telnyxotp.device;

import java.time.Instant;

import io.github.telnyxotp.RememberedDevice;
import org.jspecify.annotations.Nullable;

/**
 * A remembered device as a store keeps it. It has no secret, and neither account nor
 * phone can be told from it without the key under which they are named (SEC-30).
 *
 * @param series its key
 * @param account the account, named under a key
 * @param phone the phone that was proved on it, named under a key
 * @param label browser and system; empty if not known
 * @param hash {@link DeviceToken#hash()} of the token that counts
 * @param former the token that counted before, {@code null} if there was none
 * @param created when it was remembered
 * @param lastUsed when it was recognised last, at first as created
 * @param expires from when on it counts no more and a store may forget it
 * @since 0.1
 */
public record Device(String series, String account, String phone, String label, String hash, @Nullable Former former,
		Instant created, Instant lastUsed, Instant expires) {

	/**
	 * A name for pages, logs and events.
	 * @return twelve hexadecimal digits
	 */
	public String reference() {
		return DeviceToken.reference(this.series);
	}

	/**
	 * What its owner may see.
	 * @return the device without its key
	 */
	public RememberedDevice view() {
		return new RememberedDevice(reference(), this.label, this.created, this.lastUsed, this.expires);
	}

	Device used(DeviceToken next, Former former, Instant now) {
		return new Device(this.series, this.account, this.phone, this.label, next.hash(), former, this.created, now,
				this.expires);
	}

	/**
	 * Does not show the key.
	 */
	@Override
	public String toString() {
		return "Device[" + reference() + "]";
	}

	/**
	 * A token that was replaced.
	 *
	 * @param hash its hash
	 * @param salt with which it became the one that counts
	 * @param until how long it may be shown again
	 */
	public record Former(String hash, String salt, Instant until) {

		/**
		 * Does not show the salt.
		 */
		@Override
		public String toString() {
			return "Former[until=" + this.until + "]";
		}

	}

}
