package io.github.telnyxotp.autoconfigure;

import io.github.telnyxotp.flow.OtpFlow;

import org.springframework.boot.actuate.audit.listener.AuditApplicationEvent;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the way into the audit trail of Spring Boot. Boot keeps what it
 * is told if the application has an {@code AuditEventRepository}.
 *
 * @since 0.1
 */
@AutoConfiguration(after = TelnyxOtpAutoConfiguration.class)
@ConditionalOnClass(AuditApplicationEvent.class)
@ConditionalOnBean(OtpFlow.class)
public final class TelnyxOtpAuditAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	OtpAuditListener telnyxOtpAuditListener(ApplicationEventPublisher publisher) {
		return new OtpAuditListener(publisher);
	}

}
