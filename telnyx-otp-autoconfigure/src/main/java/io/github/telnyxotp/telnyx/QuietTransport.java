package io.github.telnyxotp.telnyx;

import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/**
 * Silences the transport below INFO while a thread is inside a call of ours, whatever
 * level is configured: it would log the key, the phone and the code (SEC-09, SEC-50).
 * Works with Logback; another logging system cannot be silenced like that, so nothing is
 * asked while it would tell.
 */
final class QuietTransport {

	private static final ThreadLocal<Boolean> QUIET = new ThreadLocal<>();

	private static final boolean LOGBACK = isPresent("ch.qos.logback.classic.turbo.TurboFilter");

	private QuietTransport() {
	}

	/** Returns whether it is safe to ask. */
	static boolean enter() {
		QUIET.set(Boolean.TRUE);
		boolean silenced = LOGBACK && OnLogback.install(LoggerFactory.getILoggerFactory());
		return silenced || Stream.of("headers", "wire", "impl.classic")
			.noneMatch((part) -> LoggerFactory.getLogger("org.apache.hc.client5.http." + part).isDebugEnabled());
	}

	static void leave() {
		QUIET.remove();
	}

	private static boolean isPresent(String className) {
		try {
			Class.forName(className, false, QuietTransport.class.getClassLoader());
			return true;
		}
		catch (ClassNotFoundException | LinkageError ex) {
			return false;
		}
	}

	/**
	 * Kept apart, so that nothing of Logback is loaded where it is absent.
	 */
	private static final class OnLogback extends TurboFilter {

		private static final OnLogback INSTANCE = new OnLogback();

		// Each time, since a reset of the logging system throws all filters away
		static boolean install(ILoggerFactory factory) {
			if (factory instanceof LoggerContext context) {
				context.getTurboFilterList().addIfAbsent(INSTANCE);
				return true;
			}
			return false;
		}

		@Override
		public FilterReply decide(@Nullable Marker marker, Logger logger, Level level, @Nullable String format,
				Object @Nullable [] params, @Nullable Throwable t) {
			boolean denied = QUIET.get() != null && level.levelInt < Level.INFO_INT
					&& logger.getName().startsWith("org.apache.hc.");
			return denied ? FilterReply.DENY : FilterReply.NEUTRAL;
		}

	}

}
