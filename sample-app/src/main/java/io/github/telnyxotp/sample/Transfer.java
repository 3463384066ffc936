package io.github.telnyxotp.sample;

import java.math.BigDecimal;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import org.springframework.data.annotation.Id;

/**
 * Money that was sent.
 *
 * @param id number of the transfer, given by the database
 * @param at when it was sent
 * @param customer who sent it
 * @param amount how much, in dollars
 * @param payee the name of who got it
 * @param account the account of who got it
 */
record Transfer(@Id @Nullable Long id, Instant at, String customer, BigDecimal amount, String payee, String account) {

}
