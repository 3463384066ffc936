package org.opensaml.core;

/**
 * Stands for OpenSAML, which is not in Maven Central, when Spring Security's
 * {@code saml2Login()} asks which one there is.
 */
public final class Version {

	private Version() {
	}

	/**
	 * As OpenSAML has it.
	 * @return a version that Spring Security supports
	 */
	public static String getVersion() {
		return "5.1.6";
	}

}
