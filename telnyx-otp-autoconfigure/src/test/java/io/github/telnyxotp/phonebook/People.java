package io.github.telnyxotp.phonebook;

import java.util.UUID;

import org.h2.jdbcx.JdbcDataSource;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A table of people and their numbers, in a database of its own.
 */
final class People {

	private final JdbcClient jdbc;

	People() {
		JdbcDataSource source = new JdbcDataSource();
		source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
		this.jdbc = JdbcClient.create(source);
		this.jdbc.sql("create table people (rank int, name varchar(50), number varchar(50))").update();
	}

	People with(int rank, String name, String number) {
		this.jdbc.sql("insert into people values (?, ?, ?)").params(rank, name, number).update();
		return this;
	}

	People without(String name) {
		this.jdbc.sql("insert into people (name) values (?)").param(name).update();
		return this;
	}

	JdbcClient jdbc() {
		return this.jdbc;
	}

}
