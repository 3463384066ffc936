package io.github.telnyxotp;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/**
 * Threads that start together.
 */
public final class Race implements AutoCloseable {

	private final ExecutorService threads = Executors.newCachedThreadPool();

	/**
	 * Runs all steps, each on a thread of its own, released by one latch.
	 * @param count how many
	 * @param steps the step of each thread
	 * @return what they returned
	 */
	public <T> List<T> run(int count, IntFunction<Callable<T>> steps) throws Exception {
		CountDownLatch ready = new CountDownLatch(count);
		CountDownLatch go = new CountDownLatch(1);
		List<Future<T>> runs = new ArrayList<>();
		for (int each = 0; each < count; each++) {
			Callable<T> step = steps.apply(each);
			runs.add(this.threads.submit(() -> {
				ready.countDown();
				go.await();
				return step.call();
			}));
		}
		ready.await();
		go.countDown();
		List<T> results = new ArrayList<>();
		for (Future<T> run : runs) {
			results.add(run.get());
		}
		return results;
	}

	@Override
	public void close() {
		this.threads.shutdownNow();
	}

}
