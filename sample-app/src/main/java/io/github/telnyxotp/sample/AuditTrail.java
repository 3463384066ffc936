package io.github.telnyxotp.sample;

import java.util.List;

import org.springframework.data.repository.Repository;

/**
 * The bank's audit trail: written, read, never changed.
 */
interface AuditTrail extends Repository<AuditEntry, Long> {

	/**
	 * Adds a line.
	 * @param entry a line without a number
	 * @return the line as it is kept
	 */
	AuditEntry save(AuditEntry entry);

	/**
	 * The newest lines about one customer.
	 * @param customer whose
	 * @return 200 lines at the most, newest first
	 */
	List<AuditEntry> findFirst200ByCustomerOrderByIdDesc(String customer);

}
