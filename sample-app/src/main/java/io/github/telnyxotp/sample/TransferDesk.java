package io.github.telnyxotp.sample;

import java.time.Instant;

import io.github.telnyxotp.security.RequireOtp;

import org.springframework.stereotype.Service;

/**
 * Sends money. Nobody gets here without a code that was asked for this very transfer.
 */
@Service
class TransferDesk {

	private final Transfers transfers;

	TransferDesk(Transfers transfers) {
		this.transfers = transfers;
	}

	@RequireOtp(bind = "#order.amount + '|' + #order.account + '|' + #order.payee", show = "#order.words()")
	public Transfer send(String customer, TransferOrder order) {
		return this.transfers
			.save(new Transfer(null, Instant.now(), customer, order.amount(), order.payee(), order.account()));
	}

}
