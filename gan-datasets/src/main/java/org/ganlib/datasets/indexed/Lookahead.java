package org.ganlib.datasets.indexed;

import java.util.ArrayDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.ganlib.problem.GanException;

/**
 * Prefetches examples on threads of its own. It reads the examples that the order of the epoch asks
 * for next, so that training sees the same examples as without prefetching. At most {@code depth}
 * examples are held.
 */
final class Lookahead {
    private record Pending(int index, Future<float[]> values) {}

    private final ExampleSource source;
    private final int elements;
    private final int depth;
    private final ExecutorService readers;
    private final ArrayDeque<Pending> pending = new ArrayDeque<>();

    Lookahead(ExampleSource source, int elements, int depth, int threads) {
        this.source = source;
        this.elements = elements;
        this.depth = depth;
        readers = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "example-reader");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * The values of the example that the order gives now; starts reading those that follow within
     * the epoch.
     */
    float[] next(EpochOrder order) {
        int index = order.next();
        while (!pending.isEmpty() && pending.peek().index() != index) {
            // The stream was restored to another position.
            pending.poll().values().cancel(false);
        }
        Pending current = pending.isEmpty() ? submit(index) : pending.poll();
        for (int ahead = pending.size(); ahead < Math.min(depth, order.leftInEpoch()); ahead++) {
            pending.add(submit(order.peek(ahead)));
        }
        try {
            return current.values().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GanException known) {
                throw known;
            }
            throw new IllegalStateException("reading example " + index + " failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GanException("interrupted while reading data");
        }
    }

    void close() {
        readers.shutdownNow();
    }

    private Pending submit(int index) {
        return new Pending(index, readers.submit(() -> {
            float[] values = new float[elements];
            source.read(index, values, 0);
            return values;
        }));
    }
}
