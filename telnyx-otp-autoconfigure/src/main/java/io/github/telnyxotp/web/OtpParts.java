package io.github.telnyxotp.web;

import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import io.github.telnyxotp.ClientNetworks;
import io.github.telnyxotp.SlowChannels;
import io.github.telnyxotp.flow.RememberedDevices;
import io.github.telnyxotp.page.OtpPageRenderer;
import io.github.telnyxotp.phonebook.PhoneNumberParser;
import io.github.telnyxotp.security.OtpAuthenticationProvider;
import io.github.telnyxotp.security.OtpEnrolment;
import io.github.telnyxotp.security.OtpRequirement;
import io.github.telnyxotp.security.OtpSecondFactor;
import io.github.telnyxotp.security.PhoneAccounts;
import io.github.telnyxotp.security.SignedUpAccounts;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.security.core.userdetails.UserDetailsService;

/**
 * Makes what one chain needs from the beans of the application.
 *
 * @param beans of the application
 * @param networks tells the network of a client
 * @since 0.1
 */
public record OtpParts(BeanFactory beans, ClientNetworks networks) {

	/**
	 * The settings of the login.
	 * @return what every chain starts from
	 */
	public OtpLoginSettings settings() {
		return bean(OtpLoginSettings.class);
	}

	/**
	 * Where the endpoints of a chain lie.
	 * @param path code page, {@code null} for the one of the settings
	 * @param ownPage page of the application that asks for the code, or {@code null}
	 * @param logout where one signs out, or {@code null}
	 * @param phone where one signs in by phone, or {@code null}
	 * @return the endpoints
	 * @throws IllegalArgumentException if one of them is no path
	 */
	public OtpEndpoints endpoints(@Nullable String path, @Nullable String ownPage, @Nullable String logout,
			@Nullable String phone) {
		return new OtpEndpoints((path != null) ? path : settings().path(), ownPage, logout, phone, remembersDevices(),
				enrolment() != null);
	}

	/**
	 * All that answers requests for these endpoints, but for submitted codes.
	 * @param places where they lie
	 * @return one of which each request matches at most one
	 */
	public List<Handler> handlers(OtpEndpoints places) {
		Pages pages = pages(places);
		List<Handler> all = new ArrayList<>();
		RememberedDevices devices = devices();
		if (devices != null) {
			all.add(new Devices(pages, devices, deviceDoor()));
		}
		all.add(new Challenges(places, secondFactor(), this.networks, bean(StatusStreams.class)));
		if (places.phone() != null) {
			all.add(new PhoneLogin(pages, places.phone(), secondFactor(), this.networks,
					bean(PhoneNumberParser.class)));
		}
		OtpEnrolment enrolment = enrolment();
		if (enrolment != null) {
			all.add(new Enrolment(pages, secondFactor(), enrolment, this.networks, bean(PhoneNumberParser.class)));
		}
		if (places.ownPage() == null) {
			SlowChannels slow = this.beans.getBeanProvider(SlowChannels.class).getIfUnique(() -> Set::of);
			all.add(new CodePage(pages, secondFactor(), enrolment, slow, deviceDoor()));
		}
		return List.copyOf(all);
	}

	/**
	 * Takes codes in.
	 * @param places where the endpoints lie
	 * @param users knows all accounts of the application, or {@code null}
	 * @return the submission of codes
	 */
	public CodeSubmission codes(OtpEndpoints places, @Nullable UserDetailsService users) {
		return new CodeSubmission(places, settings().codeFormat(), secondFactor(), deviceDoor(),
				new SignedUpAccounts(users));
	}

	/**
	 * Checks codes.
	 * @param users knows accounts that were disabled meanwhile, or {@code null}
	 * @return a provider that is no bean
	 */
	public OtpAuthenticationProvider provider(@Nullable UserDetailsService users) {
		return new OtpAuthenticationProvider(secondFactor(), users, find(PhoneAccounts.class), enrolment(), clock());
	}

	/**
	 * Asks for the factor that is missing.
	 * @param places where the endpoints lie
	 * @return who answers
	 */
	public MissingFactor missingFactor(OtpEndpoints places) {
		return new MissingFactor(places, secondFactor(), this.networks);
	}

	/**
	 * Sends the first code with a login.
	 * @param users knows all accounts of the application, or {@code null}
	 * @return who begins
	 */
	public SecondFactorStart start(@Nullable UserDetailsService users) {
		OtpRequirement requirement = settings().secondFactor()
				? this.beans.getBeanProvider(OtpRequirement.class).getIfAvailable(() -> OtpRequirement.ALL) : null;
		return new SecondFactorStart(secondFactor(), this.networks, deviceDoor(), new SignedUpAccounts(users),
				requirement);
	}

	/**
	 * Answers what rests after a change of number.
	 * @param places where the endpoints lie, {@code null} where people have no code page
	 * @return who answers
	 */
	public Resting resting(@Nullable OtpEndpoints places) {
		return new Resting((places != null) ? pages(places) : null, clock());
	}

	/**
	 * Whether devices are remembered: not where no login asks for a code, for a device
	 * would save nobody one.
	 * @return {@code true} if {@link DeviceDoor#withFactor} matters
	 */
	public boolean remembersDevices() {
		return devices() != null;
	}

	/**
	 * Who knows how challenges stand.
	 * @return the second factor
	 */
	public OtpSecondFactor secondFactor() {
		return bean(OtpSecondFactor.class);
	}

	private @Nullable RememberedDevices devices() {
		boolean wanted = settings().deviceCookie() != null && settings().secondFactor();
		return wanted ? find(RememberedDevices.class) : null;
	}

	private DeviceDoor deviceDoor() {
		return new DeviceDoor(devices(), Objects.requireNonNullElse(settings().deviceCookie(), ""), secondFactor());
	}

	/** Nothing unless the application stores numbers. */
	private @Nullable OtpEnrolment enrolment() {
		return find(OtpEnrolment.class);
	}

	private Pages pages(OtpEndpoints places) {
		return new Pages(places, settings(), bean(OtpPageRenderer.class));
	}

	private InstantSource clock() {
		return this.beans.getBeanProvider(InstantSource.class).getIfUnique(Clock::systemUTC);
	}

	private <T> @Nullable T find(Class<T> type) {
		return this.beans.getBeanProvider(type).getIfAvailable();
	}

	private <T> T bean(Class<T> type) {
		return this.beans.getBean(type);
	}

}
