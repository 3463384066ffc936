package io.github.telnyxotp.autoconfigure;

import javax.sql.DataSource;

import org.h2.jdbcx.JdbcDataSource;

/**
 * A database without a table, for queries that need none.
 */
final class EmptyDatabase {

	private EmptyDatabase() {
	}

	static DataSource create() {
		JdbcDataSource source = new JdbcDataSource();
		source.setURL("jdbc:h2:mem:");
		return source;
	}

}
