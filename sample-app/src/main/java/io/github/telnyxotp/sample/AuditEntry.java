package io.github.telnyxotp.sample;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import org.springframework.data.annotation.Id;

/**
 * One line of the bank's audit trail.
 *
 * @param id number of the line, given by the database
 * @param at when it happened
 * @param customer who it is about
 * @param challenge reference of the challenge
 * @param purpose what the code was for
 * @param event what happened
 * @param channel how the code was sent, if that is known
 * @param phone masked number
 * @param country two-letter code of the country of the number
 * @param reason why, if there is more to say
 */
record AuditEntry(@Id @Nullable Long id, Instant at, String customer, String challenge, String purpose, String event,
		@Nullable String channel, String phone, String country, @Nullable String reason) {

}
