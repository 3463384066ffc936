package io.github.telnyxotp.security;

/**
 * One action that a code is to approve: its keyed hash, which the challenge carries, and
 * the words that the person is shown. Made by {@link OtpAuthorization#approval}, from
 * which follows that other words make another action (SEC-38).
 *
 * @param action keyed hash of the action and its words
 * @param words what the person approves, as plain text for the code page
 * @since 0.1
 */
public record Approval(String action, String words) {

}
