package io.github.telnyxotp.sample;

import java.util.List;

import org.springframework.data.repository.Repository;

/**
 * The transfers of the bank.
 */
interface Transfers extends Repository<Transfer, Long> {

	/**
	 * Adds a transfer.
	 * @param transfer a transfer without a number
	 * @return the transfer as it is kept
	 */
	Transfer save(Transfer transfer);

	/**
	 * The newest transfers of one customer.
	 * @param customer whose
	 * @return five at the most, newest first
	 */
	List<Transfer> findFirst5ByCustomerOrderByIdDesc(String customer);

}
