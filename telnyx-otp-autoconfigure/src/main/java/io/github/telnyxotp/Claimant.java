package io.github.telnyxotp;

/**
 * Who is to prove which phone, and from where: the claimant of NIST SP 800-63.
 *
 * @param owner account and purpose
 * @param phone the phone to prove
 * @param origin where the request comes from
 * @since 0.1
 */
public record Claimant(Owner owner, PhoneNumber phone, Origin origin) {

}
