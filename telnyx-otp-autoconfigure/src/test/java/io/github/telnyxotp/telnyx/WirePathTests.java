package io.github.telnyxotp.telnyx;

import java.net.URI;

import io.github.telnyxotp.PhoneNumber;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

class WirePathTests {

	private final Wire wire = new Wire(URI.create("https://api.telnyx.com/v2"), Telephones.PROFILE);

	@Property(tries = 10_000)
	@Label("SEC-21 no phone changes scheme, host, port or shape of the URI")
	void noPhoneChangesTheShapeOfTheUri(@ForAll("phones") PhoneNumber phone) {
		URI uri = this.wire.checkByPhone(phone, Telephones.CODE).uri();
		assertThat(uri.getScheme()).isEqualTo("https");
		assertThat(uri.getRawAuthority()).isEqualTo("api.telnyx.com");
		assertThat(uri.getRawQuery()).isNull();
		assertThat(uri.getRawFragment()).isNull();
		assertThat(uri.getRawPath().split("/")).containsExactly("", "v2", "verifications", "by_phone_number",
				"%2B" + phone.value().substring(1), "actions", "verify");
		assertThat(uri.normalize()).isEqualTo(uri);
	}

	@Provide
	Arbitrary<PhoneNumber> phones() {
		return Arbitraries.strings()
			.numeric()
			.ofMinLength(7)
			.ofMaxLength(15)
			.filter((digits) -> digits.charAt(0) != '0')
			.map((digits) -> new PhoneNumber("+" + digits));
	}

}
