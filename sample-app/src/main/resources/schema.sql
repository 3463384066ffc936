create table if not exists customer_phone (
	customer varchar(30) primary key,
	phone varchar(16) not null,
	proof varchar(12) unique
);
create index if not exists customer_phone_phone on customer_phone (phone);
create table if not exists audit_entry (
	id bigint generated always as identity primary key,
	at timestamp(9) with time zone not null,
	customer varchar(255) not null,
	challenge varchar(12) not null,
	purpose varchar(16) not null,
	event varchar(32) not null,
	channel varchar(16),
	phone varchar(32) not null,
	country char(2) not null,
	reason varchar(64)
);
create index if not exists audit_entry_customer on audit_entry (customer, id);
create table if not exists transfer (
	id bigint generated always as identity primary key,
	at timestamp(9) with time zone not null,
	customer varchar(255) not null,
	amount decimal(12, 2) not null,
	payee varchar(70) not null,
	account varchar(34) not null
);
