"use strict";

/** Asks once a second whether something has changed, and then takes the new page over. */
(() => {
	const state = document.getElementById("state");
	let version = document.body.dataset.version;

	async function show(response) {
		const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
		const open = new Set([...document.querySelectorAll("details[open]")].map((details) => details.dataset.key));
		const phones = fresh.getElementById("phones");
		for (const details of phones.querySelectorAll("details")) {
			details.open = open.has(details.dataset.key);
		}
		const before = new Set([...document.querySelectorAll(".code")].map((code) => code.parentNode.dataset.id));
		for (const code of phones.querySelectorAll(".code")) {
			code.parentNode.classList.toggle("fresh", !before.has(code.parentNode.dataset.id));
		}
		document.getElementById("phones").replaceWith(phones);
		version = fresh.body.dataset.version;
	}

	async function ask() {
		try {
			const answer = await (await fetch("/simulator/inbox")).json();
			if (String(answer.version) !== version) {
				await show(await fetch("/"));
			}
			say("");
		}
		catch {
			say("The simulator has stopped.");
		}
		setTimeout(ask, 1000);
	}

	function say(text) {
		if (state.textContent !== text) {
			state.textContent = text;
		}
	}

	document.addEventListener("submit", async (event) => {
		event.preventDefault();
		// Not .action: that is the button of this name
		const body = new URLSearchParams(new FormData(event.target, event.submitter));
		try {
			await show(await fetch(event.target.getAttribute("action"), { method: "POST", body }));
		}
		catch {
			say("The simulator has stopped.");
		}
	});

	setTimeout(ask, 1000);
})();
