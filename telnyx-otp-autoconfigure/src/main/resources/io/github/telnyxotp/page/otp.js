/* The page works without this script: it only counts down, looks for news and saves clicks. */
(function () {
	'use strict';

	var main = document.getElementById('otp');
	if (!main) {
		return;
	}
	var input = document.getElementById('code');
	var live = document.getElementById('otp-live');
	var data = main.dataset;
	var version = data.version;

	function now() {
		return performance.now() / 1000;
	}

	function fill(pattern, values) {
		return pattern.replace(/\{(\d)\}/g, function (place, index) {
			return values[index];
		});
	}

	function timeWords(seconds) {
		return seconds < 60 ? fill(data.seconds, [seconds])
			: fill(data.minutes, [Math.floor(seconds / 60), seconds % 60]);
	}

	function all(selector, root) {
		return Array.prototype.slice.call((root || document).querySelectorAll(selector));
	}

	/* A screen reader hears changes at once, and the time at most every 30 seconds. */
	var announced = now();
	function announce(words, urgent) {
		if (urgent || now() - announced >= 30) {
			announced = now();
			live.textContent = words;
		}
	}

	/* Countdowns */

	function lock(locked) {
		all('form[data-cooldown] button').forEach(function (button) {
			button.disabled = locked;
		});
	}

	function times() {
		return all('.step[data-timer], .send [data-timer]').map(function (timer) {
			return timer.textContent;
		}).join('. ');
	}

	function countDown(timer) {
		var end = now() + Number(timer.dataset.timer);
		var sends = timer.closest('.send') !== null;
		var due = timer.closest('.step') !== null;
		if (sends) {
			lock(true);
		}
		var clock = setInterval(tick, 1000);
		function tick() {
			if (!timer.isConnected) {
				clearInterval(clock);
				return;
			}
			var left = Math.ceil(end - now());
			timer.textContent = left > 0 ? fill(timer.dataset.words, [timeWords(left)]) : timer.dataset.over;
			if (left <= 0) {
				clearInterval(clock);
				over();
			} else if (sends || due) {
				announce(times(), false);
			}
		}
		function over() {
			if (due) {
				return; /* the news that follow are announced */
			}
			announce(timer.textContent, true);
			if (sends) {
				lock(false);
				all('form[data-cooldown]').forEach(function (form) {
					delete form.dataset.cooldown;
				});
			}
		}
	}
	all('[data-timer]').forEach(countDown);

	/* News: told by the server at once, or asked for now and then */

	function versionOf(status) {
		return status.state + '|' + (status.steps || []).map(function (step) {
			return step.channel + ':' + step.delivery;
		}).join(',') + '|' + (status.next ? status.next.channel : '');
	}

	function codeCanBeEntered(state) {
		return state === 'sending' || state === 'waiting';
	}

	/* What is typed, and where the reader is, stays. */
	function swap(id, page) {
		var old = document.getElementById(id);
		var next = page.querySelector('#' + id);
		if (!old || !next || old.querySelector('[data-once="submitted"]')) {
			return;
		}
		var focused = old.contains(document.activeElement) ? document.activeElement : null;
		old.replaceWith(next);
		all('[data-timer]', next).forEach(countDown);
		if (focused) {
			var same = focused.value ? next.querySelector('button[value="' + focused.value + '"]') : null;
			(same && !same.disabled ? same : input).focus();
		}
	}

	function redraw() {
		return fetch(data.page, { credentials: 'same-origin', cache: 'no-store' }).then(function (reply) {
			return reply.ok ? reply.text() : '';
		}).then(function (text) {
			var page = new DOMParser().parseFromString(text, 'text/html').getElementById('otp');
			if (!page || !codeCanBeEntered(page.dataset.state)) {
				announce(data.changed, true);
				return;
			}
			['otp-lead', 'otp-progress', 'otp-send'].forEach(function (id) {
				swap(id, page);
			});
			all('.banner.good').forEach(function (banner) {
				banner.remove(); /* it told of the sending that the steps now show */
			});
			version = page.dataset.version;
			data.state = page.dataset.state;
			announce(all('#otp-lead, .step').map(function (part) {
				return part.textContent;
			}).join(' '), true);
		});
	}

	/* Whether there may be more news for this page. */
	function hear(status) {
		if (versionOf(status) === version) {
			return true;
		}
		if (codeCanBeEntered(data.state) && codeCanBeEntered(status.state)) {
			version = versionOf(status);
			data.state = status.state;
			redraw().catch(function () {
				announce(data.changed, true);
			});
			return true;
		}
		if (!(input && input.value)) {
			location.replace(data.page);
			return false;
		}
		version = versionOf(status);
		data.state = status.state;
		announce(data.changed, true);
		return status.state === 'stalled' || codeCanBeEntered(status.state);
	}

	var patience = now() + 600;
	function ask() {
		if (now() > patience) {
			return;
		}
		setTimeout(function () {
			fetch(data.status, {
				credentials: 'same-origin', cache: 'no-store', redirect: 'error', headers: { Accept: 'application/json' }
			}).then(function (reply) {
				return reply.ok ? reply.json() : null;
			}).then(function (status) {
				if (status && hear(status)) {
					ask();
				}
			}).catch(function () { /* offline or signed out: the page stays as it is */ });
		}, data.state === 'sending' ? 1000 : 5000);
	}

	/* A stream that stays silent may be held up on its way: then asking is better. */
	function listen() {
		var source = new EventSource(data.status);
		var doubt = 0;
		function giveUp() {
			clearTimeout(doubt);
			source.close();
			ask();
		}
		function wait() {
			clearTimeout(doubt);
			doubt = setTimeout(giveUp, 8000);
		}
		source.addEventListener('status', function (event) {
			clearTimeout(doubt);
			if (!hear(JSON.parse(event.data))) {
				source.close();
			}
		});
		source.addEventListener('error', function () {
			if (source.readyState === EventSource.CLOSED) {
				giveUp();
			} else {
				wait();
			}
		});
		wait();
	}

	if (codeCanBeEntered(data.state)) {
		if ('EventSource' in window) {
			listen();
		} else {
			ask();
		}
	}

	/* Pasting "Your code is 123-456" gives the digits */

	function digitsOf(text) {
		var between = Math.max(Number(data.min) - 1, 1) + ',' + (Number(data.max) - 1);
		var code = new RegExp('(?:^|[^0-9])([0-9](?:[ -]?[0-9]){' + between + '})(?![0-9])').exec(text);
		return (code ? code[1] : text).replace(/[^0-9]/g, '');
	}

	if (input) {
		input.addEventListener('paste', function (event) {
			var digits = event.clipboardData ? digitsOf(event.clipboardData.getData('text')) : '';
			if (digits) {
				event.preventDefault();
				input.setRangeText(digits.slice(0, input.maxLength), input.selectionStart, input.selectionEnd, 'end');
				input.dispatchEvent(new Event('input', { bubbles: true }));
			}
		});
	}

	/* One click, one request. The buttons are switched off a moment later, as a disabled button is not submitted. */

	document.addEventListener('submit', function (event) {
		var form = event.target;
		if (!('once' in form.dataset)) {
			return;
		}
		if (form.dataset.once) {
			event.preventDefault();
			return;
		}
		form.dataset.once = 'submitted';
		setTimeout(function () {
			all('button', form).forEach(function (button) {
				button.disabled = true;
			});
		}, 0);
	});

	window.addEventListener('pageshow', function (event) {
		if (!event.persisted) {
			return;
		}
		all('form[data-once]').forEach(function (form) {
			form.dataset.once = '';
			all('button', form).forEach(function (button) {
				button.disabled = 'cooldown' in form.dataset;
			});
		});
	});
}());
