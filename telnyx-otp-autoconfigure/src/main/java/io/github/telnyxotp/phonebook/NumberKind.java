package io.github.telnyxotp.phonebook;

/**
 * What sort of number it is, as numbering plans tell.
 *
 * @since 0.1
 */
public enum NumberKind {

	/** A mobile phone. */
	MOBILE,

	/** A fixed line. */
	FIXED_LINE,

	/** One of the two: some plans, such as that of North America, do not tell which. */
	FIXED_LINE_OR_MOBILE,

	/** The caller pays extra, and the called person earns. */
	PREMIUM,

	/** Caller and called person share the cost. */
	SHARED_COST,

	/** The called person pays. */
	TOLL_FREE,

	/** A pager. */
	PAGER,

	/** A line over the Internet, where the plan gives those numbers of their own. */
	VOIP,

	/** A number that follows a person from line to line. */
	PERSONAL_NUMBER,

	/** One number for all branches of a company. */
	UAN,

	/** A mailbox. */
	VOICEMAIL,

	/** A satellite phone or a network that belongs to no country. */
	SATELLITE,

	/**
	 * The number has a possible length, but lies in no range that is known: fictitious,
	 * or newer than the list.
	 */
	UNKNOWN

}
