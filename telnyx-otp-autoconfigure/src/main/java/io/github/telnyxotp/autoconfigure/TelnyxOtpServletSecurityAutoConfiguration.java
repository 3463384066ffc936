package io.github.telnyxotp.autoconfigure;

import java.util.List;

import io.github.telnyxotp.page.OtpPageRenderer;
import io.github.telnyxotp.security.AccountGuard;
import io.github.telnyxotp.security.OtpAuthorization;
import io.github.telnyxotp.security.OtpAuthorizationManagerFactory;
import io.github.telnyxotp.security.OtpRequirement;
import io.github.telnyxotp.security.OtpSecondFactor;
import io.github.telnyxotp.security.RequireOtp;
import io.github.telnyxotp.security.RequireOtpManager;
import io.github.telnyxotp.servlet.OtpDemand;
import io.github.telnyxotp.servlet.OtpLoginConfigurer;
import io.github.telnyxotp.web.OtpLoginSettings;
import io.github.telnyxotp.web.StatusStreams;
import jakarta.servlet.DispatcherType;
import org.aopalliance.intercept.MethodInvocation;

import org.springframework.aop.Pointcut;
import org.springframework.aop.support.Pointcuts;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Role;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.authorization.AuthorizationManagerFactory;
import org.springframework.security.authorization.DefaultAuthorizationManagerFactory;
import org.springframework.security.authorization.method.AuthorizationInterceptorsOrder;
import org.springframework.security.authorization.method.AuthorizationManagerBeforeMethodInterceptor;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.authorization.EnableMultiFactorAuthentication;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.core.GrantedAuthorityDefaults;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/**
 * Auto-configuration of the servlet door. It publishes a customizer and nothing that
 * Spring Security or Boot would take for a reason to back off (D7).
 *
 * @since 0.1
 */
@AutoConfiguration(after = TelnyxOtpAutoConfiguration.class,
		afterName = "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration",
		beforeName = "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration")
@ConditionalOnBooleanProperty(name = "telnyx.otp.enabled", matchIfMissing = true)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(HttpSecurity.class)
@ImportRuntimeHints(PageRuntimeHints.class)
public final class TelnyxOtpServletSecurityAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	OtpLoginSettings telnyxOtpLoginSettings(TelnyxOtpProperties properties) {
		return new Settings(properties).login();
	}

	@Bean
	@ConditionalOnMissingBean
	OtpPageRenderer telnyxOtpPageRenderer(ApplicationContext messages) {
		return new OtpPageRenderer(messages);
	}

	@Bean
	@ConditionalOnMissingBean
	StatusStreams telnyxOtpStatusStreams(OtpSecondFactor secondFactor) {
		return new StatusStreams(secondFactor);
	}

	@Bean
	Customizer<HttpSecurity> telnyxOtpHttpSecurityCustomizer() {
		return (http) -> {
			if (http.getConfigurer(OtpLoginConfigurer.class) == null) {
				http.with(OtpLoginConfigurer.automatic(), Customizer.withDefaults());
			}
		};
	}

	/**
	 * Made early, as every interceptor is, so it fetches the rules with the first call.
	 * It comes after the interceptors of Spring Security that ask for roles.
	 */
	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static AuthorizationManagerBeforeMethodInterceptor telnyxOtpMethodInterceptor(
			ObjectProvider<OtpAuthorization> rules) {
		Pointcut annotated = Pointcuts.union(new AnnotationMatchingPointcut(null, RequireOtp.class, true),
				new AnnotationMatchingPointcut(RequireOtp.class, true));
		AuthorizationManagerBeforeMethodInterceptor interceptor = new AuthorizationManagerBeforeMethodInterceptor(
				annotated, new RequireOtpManager(rules::getObject));
		interceptor.setOrder(AuthorizationInterceptorsOrder.JSR250.getOrder() + 1);
		return interceptor;
	}

	@Bean
	AccountGuard telnyxOtpAccountGuard(OtpSecondFactor accounts, ObjectProvider<SecurityContextHolderStrategy> holder) {
		return new AccountGuard(accounts, holder.getIfUnique(SecurityContextHolder::getContextHolderStrategy));
	}

	/**
	 * Asks people who sign in.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBooleanProperty("telnyx.otp.second-factor.enabled")
	@EnableMultiFactorAuthentication(authorities = {})
	static class SecondFactorConfiguration {

		@Bean
		ChainReport telnyxOtpChainReport(ListableBeanFactory beans,
				ObjectProvider<OtpAuthorizationManagerFactory<RequestAuthorizationContext>> rules) {
			return new ChainReport(beans, rules);
		}

		@Bean
		@ConditionalOnMissingBean
		OtpRequirement telnyxOtpRequirement(TelnyxOtpProperties properties, OtpSecondFactor secondFactor,
				ObjectProvider<RoleHierarchy> hierarchy, ObjectProvider<GrantedAuthorityDefaults> defaults) {
			List<String> roles = new Settings(properties).secondFactorRoles();
			return switch (properties.secondFactor().requiredFor()) {
				case ALL -> OtpRequirement.ALL;
				case ENROLLED -> OtpRequirement.ofEnrolled(secondFactor);
				case ROLES -> Settings.named("telnyx.otp.second-factor.roles",
						() -> OtpRequirement.of(SecondFactorConfiguration.<Object>rules(hierarchy, defaults)
							.hasAnyRole(roles.toArray(String[]::new))));
			};
		}

		private static <T> DefaultAuthorizationManagerFactory<T> rules(ObjectProvider<RoleHierarchy> hierarchy,
				ObjectProvider<GrantedAuthorityDefaults> defaults) {
			DefaultAuthorizationManagerFactory<T> rules = new DefaultAuthorizationManagerFactory<>();
			hierarchy.ifAvailable(rules::setRoleHierarchy);
			defaults.ifAvailable((prefix) -> rules.setRolePrefix(prefix.getRolePrefix()));
			return rules;
		}

		/**
		 * The rules, unless the application makes its own.
		 */
		@Configuration(proxyBeanMethods = false)
		@ConditionalOnMissingBean(AuthorizationManagerFactory.class)
		static class RulesConfiguration {

			@Bean
			OtpAuthorizationManagerFactory<RequestAuthorizationContext> telnyxOtpRequestRules(
					ObjectProvider<RoleHierarchy> hierarchy, ObjectProvider<GrantedAuthorityDefaults> defaults,
					ObjectProvider<OtpRequirement> requirement) {
				OtpDemand demand = new OtpDemand(requirement::getObject);
				return new OtpAuthorizationManagerFactory<>(rules(hierarchy, defaults),
						(user, context) -> demand.of(user, context.getRequest()), (context) -> !isError(context));
			}

			/** Method security takes no other type once a hierarchy or prefix is set. */
			@Bean
			DefaultAuthorizationManagerFactory<MethodInvocation> telnyxOtpMethodRules(
					ObjectProvider<RoleHierarchy> hierarchy, ObjectProvider<GrantedAuthorityDefaults> defaults,
					ObjectProvider<OtpRequirement> requirement) {
				OtpDemand demand = new OtpDemand(requirement::getObject);
				DefaultAuthorizationManagerFactory<MethodInvocation> rules = rules(hierarchy, defaults);
				rules.setAdditionalAuthorization(
						OtpAuthorizationManagerFactory.phoneFactor((user, invocation) -> demand.of(user)));
				return rules;
			}

			/** A page for an error would hide that error if it led elsewhere. */
			private static boolean isError(RequestAuthorizationContext context) {
				return context.getRequest().getDispatcherType() == DispatcherType.ERROR;
			}

		}

	}

}
