package io.github.telnyxotp;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

import com.github.benmanes.caffeine.cache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * All that can be read in the memory of an object, as somebody sees it who has a copy of
 * the heap.
 */
public final class Dump {

	private final StringBuilder text = new StringBuilder();

	private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

	private final Deque<Object> next = new ArrayDeque<>();

	private Dump() {
	}

	/**
	 * Reads an object and all that it holds.
	 * @param root the object
	 * @return all texts and numbers
	 */
	public static String of(Object root) {
		Dump dump = new Dump();
		dump.add(root);
		while (!dump.next.isEmpty()) {
			dump.read(dump.next.pop());
		}
		return dump.text.toString();
	}

	private void add(@Nullable Object value) {
		if (value != null && this.seen.add(value)) {
			this.next.push(value);
		}
	}

	private void read(Object value) {
		if (value instanceof Cache<?, ?> cache) {
			add(cache.asMap());
		}
		else if (value instanceof Map<?, ?> map) {
			map.forEach((key, each) -> {
				add(key);
				add(each);
			});
		}
		else if (value instanceof Iterable<?> all) {
			all.forEach(this::add);
		}
		else if (value instanceof Object[] all) {
			for (Object each : all) {
				add(each);
			}
		}
		else if (value.getClass().getName().startsWith("io.github.telnyxotp.") && !(value instanceof Enum<?>)) {
			fields(value);
		}
		else {
			this.text.append(value).append('\n');
		}
	}

	private void fields(Object value) {
		for (Class<?> type = value.getClass(); type.getName().startsWith("io.github."); type = type.getSuperclass()) {
			for (Field field : type.getDeclaredFields()) {
				if (!Modifier.isStatic(field.getModifiers())) {
					add(valueOf(field, value));
				}
			}
		}
	}

	private static @Nullable Object valueOf(Field field, Object value) {
		try {
			field.setAccessible(true);
			return field.get(value);
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
