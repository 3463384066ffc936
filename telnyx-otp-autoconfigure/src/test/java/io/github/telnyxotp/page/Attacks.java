package io.github.telnyxotp.page;

import java.util.stream.Stream;

/**
 * What people put into fields that end up in a page.
 */
final class Attacks {

	private Attacks() {
	}

	static Stream<String> xss() {
		return Stream.of("<script>alert(1)</script>", "\"><script>alert(1)</script>", "'><script>alert(1)</script>",
				"<img src=x onerror=alert(1)>", "\"><img src=x onerror=alert(1)>", "<svg onload=alert(1)>",
				"<svg/onload=alert(1)>", "\" onmouseover=\"alert(1)", "' onmouseover='alert(1)",
				"\" autofocus onfocus=\"alert(1)", "</title><script>alert(1)</script>", "</p><script>alert(1)</script>",
				"<!--<script>alert(1)</script>-->", "--><script>alert(1)</script>", "<![CDATA[<script>alert(1)]]>",
				"<iframe src=javascript:alert(1)>", "<a href=\"javascript:alert(1)\">x</a>", "<body onload=alert(1)>",
				"<details open ontoggle=alert(1)>", "<input onfocus=alert(1) autofocus>", "<math><mi xlink:href=x>",
				"<style>@import'//evil'</style>", "<link rel=stylesheet href=//evil>", "<base href=//evil>",
				"<meta http-equiv=refresh content=0;url=//evil>", "<form action=//evil><button>", "<object data=x>",
				"<embed src=x>", "<script src=//evil></script>", "&lt;script&gt;alert(1)&lt;/script&gt;",
				"&#60;script&#62;alert(1)", "\\u003cscript\\u003e", "%3Cscript%3Ealert(1)%3C/script%3E", "{{csrf}}",
				"{{token}}<b>", "{0}<script>{1}</script>", "${7*7}<b>", "$1\\$2<b>", "\u0000<script>alert(1)</script>",
				"<scr\u0000ipt>alert(1)</scr\u0000ipt>", "\u202E<script>\u2028alert(1)</script>", "`><b>",
				"<b>'\"&</b>");
	}

}
