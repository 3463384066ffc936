package io.github.telnyxotp.security;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.telnyxotp.Channel;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.context.expression.MethodBasedEvaluationContext;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.expression.Expression;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.annotation.SecurityAnnotationScanner;
import org.springframework.security.core.annotation.SecurityAnnotationScanners;

/**
 * Asks for what {@link RequireOtp} demands of a method.
 *
 * @since 0.1
 */
public final class RequireOtpManager implements AuthorizationManager<MethodInvocation> {

	private final Supplier<OtpAuthorization> rules;

	private final SecurityAnnotationScanner<RequireOtp> annotations = SecurityAnnotationScanners
		.requireUnique(RequireOtp.class);

	private final SpelExpressionParser parser = new SpelExpressionParser();

	private final Map<String, Expression> expressions = new ConcurrentHashMap<>();

	private final ParameterNameDiscoverer names = new DefaultParameterNameDiscoverer();

	/**
	 * A manager that fetches the rules with the first call, since it is made long before
	 * them.
	 * @param rules decide
	 */
	public RequireOtpManager(Supplier<OtpAuthorization> rules) {
		this.rules = rules;
	}

	@Override
	public @Nullable AuthorizationResult authorize(Supplier<? extends @Nullable Authentication> authentication,
			MethodInvocation call) {
		Object target = call.getThis();
		Class<?> type = (target != null) ? AopUtils.getTargetClass(target) : call.getMethod().getDeclaringClass();
		RequireOtp demanded = this.annotations.scan(call.getMethod(), type);
		if (demanded == null) {
			return null;
		}
		OtpAuthorization otp = this.rules.get();
		return otp.authorize(authentication, (user) -> stepUp(otp, demanded, call, user));
	}

	private StepUp stepUp(OtpAuthorization otp, RequireOtp demanded, MethodInvocation call, Authentication user) {
		Set<Channel> channels = Set.of(demanded.channels());
		if (demanded.bind().isEmpty()) {
			return new StepUp(OtpAuthorization.duration(demanded.maxAge()), channels, demanded.remembered(), null);
		}
		String content = evaluate(demanded.bind(), call, user);
		String words = demanded.show().isEmpty() ? content : evaluate(demanded.show(), call, user);
		Approval approval = otp.approval(call.getMethod().toGenericString(), content, words);
		return new StepUp(null, channels, false, approval);
	}

	private String evaluate(String expression, MethodInvocation call, Authentication user) {
		Expression parsed = this.expressions.computeIfAbsent(expression, this.parser::parseExpression);
		Object value = parsed.getValue(new Parameters(user, call.getMethod(), call.getArguments(), this.names));
		if (value == null) {
			throw new IllegalStateException("'" + expression + "' says nothing about what is to be approved");
		}
		return value.toString();
	}

	/** A name that nobody knows would be null in each call, and bind nothing. */
	private static final class Parameters extends MethodBasedEvaluationContext {

		private final List<String> known;

		Parameters(Authentication user, Method method, @Nullable Object[] arguments, ParameterNameDiscoverer names) {
			super(new Root(user), method, arguments, names);
			this.known = Stream.ofNullable(names.getParameterNames(method))
				.flatMap(Arrays::stream)
				.flatMap(Stream::ofNullable)
				.toList();
		}

		@Override
		public @Nullable Object lookupVariable(String name) {
			Object value = super.lookupVariable(name);
			if (value == null && !this.known.contains(name)) {
				throw new IllegalStateException(
						"There is no parameter '" + name + "'. If there is one by that name, compile with -parameters");
			}
			return value;
		}

	}

	/**
	 * What an expression may name besides the parameters.
	 *
	 * @param authentication who is signed in
	 */
	public record Root(Authentication authentication) {
	}

}
