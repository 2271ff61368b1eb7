package org.ganlib.trackers.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.ganlib.spi.RunStatus;
import org.slf4j.Logger;

/**
 * Delivers events from a queue in a thread of its own. While the server cannot be reached, a
 * request is repeated after pauses that grow up to a minute, and events wait. When the queue is
 * full, further events are dropped and counted. If the server denies access, the delivery ends.
 * Each of these is logged in one line.
 */
final class Delivery {
    /** The length of the queue, which suffices for hours of a usual run. */
    static final int MOST_WAITING = 4096;

    /** The limits of one request to {@code runs/log-batch}. */
    static final int MOST_NUMBERS = 1000;

    static final int MOST_PARAMETERS = 100;

    private static final long PAUSE = 1000;
    private static final long LONGEST_PAUSE = 60_000;

    /** Milliseconds for which numbers are collected before they are sent. */
    private static final long COLLECTING = 2000;

    private static final String OWN_STORE = "mlflow-artifacts";

    private final MlflowClient client;
    private final String server;
    private final RunFacts facts;
    private final Logger log;
    private final BlockingQueue<Event> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong undelivered = new AtomicLong();
    private final AtomicInteger unsent = new AtomicInteger();
    private final Thread thread = new Thread(this::run, "mlflow");
    private volatile Event.End end;
    private volatile boolean over;
    private volatile boolean away;

    /** True if the server has refused access or the run: nothing more is sent to it. */
    private volatile boolean refused;

    private final List<Event.Numbers> numbers = new ArrayList<>();
    private RunRecord record;
    private String artifacts = "";
    private boolean lastChance;
    private boolean toldOfRefusal;
    private boolean toldOfStore;

    /** A request that may have to be repeated. */
    private interface Call {
        void run() throws IOException, RefusedException, InterruptedException;
    }

    Delivery(MlflowClient client, String server, RunFacts facts, Logger log) {
        this.client = client;
        this.server = server;
        this.facts = facts;
        this.log = log;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Adds an event to the queue without waiting. If the queue is full, the event is dropped. */
    void offer(Event event) {
        if (!over && !waiting.offer(event)) {
            dropped.incrementAndGet();
        }
    }

    /**
     * Ends the delivery, and waits until everything is delivered.
     *
     * @param patience the longest time to wait
     */
    void end(Event.End event, Duration patience) {
        end = event;
        ended.countDown();
        // The event wakes the thread if it waits for one. If the queue is full, it does not wait.
        boolean told = waiting.offer(event);
        try {
            thread.join(patience.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        boolean late = thread.isAlive();
        thread.interrupt();
        long lost = dropped.get() + undelivered.get() + (late ? waiting.size() - (told ? 1 : 0) + unsent.get() : 0);
        if (!refused && (late || lost > 0 || away)) {
            log.warn(
                    "mlflow: {} did not take {}. The run directory has everything",
                    server,
                    lost > 0 ? lost + " logged steps or files" : "the end of the run");
        }
    }

    private void run() {
        try {
            if (!patiently(this::begin)) {
                return;
            }
            while (!over) {
                collect();
                if (!numbers.isEmpty() && (patiently(this::sendNumbers) || !over)) {
                    numbers.clear();
                    unsent.set(0);
                }
                if (end != null && waiting.isEmpty()) {
                    patiently(this::finish);
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.warn("mlflow: {}. Nothing more is reported", e.getMessage());
        } finally {
            over = true;
            undelivered.addAndGet(unsent.get()
                    + waiting.stream().filter(event -> event != end).count());
            unsent.set(0);
            waiting.clear();
        }
    }

    /**
     * Takes events from the queue until there are enough numbers for a request, or numbers have
     * waited long enough. Files and tags are delivered one by one.
     */
    private void collect() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(COLLECTING);
        int count = 0;
        while (count < MOST_NUMBERS && !over) {
            long left = end == null ? deadline - System.nanoTime() : 0;
            Event event = waiting.poll(Math.max(0, left), TimeUnit.NANOSECONDS);
            if (event == null) {
                return;
            }
            if (event instanceof Event.Numbers measured) {
                numbers.add(measured);
                unsent.incrementAndGet();
                count += measured.names().size();
            } else if (event instanceof Event.Artifact file) {
                patiently(() -> send(file));
            } else if (event instanceof Event.Tag tag) {
                patiently(() -> tags(Map.of(tag.name(), tag.value())));
            }
        }
    }

    /**
     * Makes a request, and repeats it while the server cannot be reached.
     *
     * @return true if it succeeded; false if it was refused or the time at the end has run out
     */
    private boolean patiently(Call call) throws InterruptedException {
        long pause = PAUSE;
        while (!over) {
            try {
                call.run();
                if (away) {
                    away = false;
                    log.info("mlflow: {} answers again{}", server, droppedMeanwhile());
                }
                return true;
            } catch (RefusedException e) {
                refused(e);
                return false;
            } catch (IOException e) {
                if (!away) {
                    away = true;
                    log.warn(
                            "mlflow: {} cannot be reached: {}. Training goes on; numbers wait until it can",
                            server,
                            reason(e));
                }
            }
            if (ended.await(pause, TimeUnit.MILLISECONDS)) {
                // The run is over, so the request is repeated only once.
                if (lastChance) {
                    over = true;
                    return false;
                }
                lastChance = true;
                Thread.sleep(PAUSE);
            }
            pause = Math.min(LONGEST_PAUSE, 2 * pause);
        }
        return false;
    }

    private String droppedMeanwhile() {
        long count = dropped.get();
        return count == 0 ? "" : "; " + count + " logged steps or files had no room to wait";
    }

    private void refused(RefusedException e) {
        if (e.deniesAccess()) {
            over = true;
            refused = true;
            log.warn(
                    "mlflow: {} denies access: {}. Nothing more is reported. Check {}",
                    server,
                    e.getMessage(),
                    ServerAddress.TOKEN_VARIABLE);
        } else if (record == null || e.isMissing()) {
            over = true;
            refused = true;
            log.warn("mlflow: {} refuses the run: {}. Nothing more is reported", server, e.getMessage());
        } else if (!toldOfRefusal) {
            toldOfRefusal = true;
            log.warn("mlflow: {} refuses a part of the run: {}. The rest is reported", server, e.getMessage());
        }
    }

    private static String reason(IOException e) {
        if (e instanceof ConnectException && e.getMessage() == null) {
            return "no server answers there";
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private void begin() throws IOException, RefusedException, InterruptedException {
        if (record == null && facts.known().isPresent()) {
            goOn(facts.known().get());
        }
        if (record == null) {
            create();
        }
    }

    private void goOn(RunRecord known) throws IOException, RefusedException, InterruptedException {
        try {
            JsonNode answer = client.post("runs/update", Map.of("run_id", known.run(), "status", "RUNNING"));
            artifacts = answer.path("run_info").path("artifact_uri").asText("");
            record = known;
            log.info("mlflow: goes on with run {} on {}", known.run(), server);
        } catch (RefusedException e) {
            if (!e.isMissing()) {
                throw e;
            }
            log.info("mlflow: run {} is gone from {}; it begins anew", known.run(), server);
        }
    }

    private void create() throws IOException, RefusedException, InterruptedException {
        String experiment = experiment();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("experiment_id", experiment);
        body.put("run_name", facts.directory().toAbsolutePath().getFileName().toString());
        body.put("start_time", facts.started());
        body.put("tags", MlflowClient.entries(facts.tags()));
        JsonNode info = client.post("runs/create", body).path("run").path("info");
        String run = info.path("run_id").asText("");
        if (run.isEmpty()) {
            throw new IOException("it answers without a run's ID, so it is no MLflow server");
        }
        artifacts = info.path("artifact_uri").asText("");
        record = new RunRecord(server, run, 0);
        record.write(facts.directory());
        log.info("mlflow: run {} on {}, experiment {}", run, server, facts.experiment());
        List<Map<String, Object>> parameters = MlflowClient.entries(facts.parameters());
        for (List<Map<String, Object>> part : MlflowNames.parts(parameters, MOST_PARAMETERS)) {
            patiently(() -> client.post("runs/log-batch", Map.of("run_id", run, "params", part)));
        }
    }

    private String experiment() throws IOException, RefusedException, InterruptedException {
        try {
            return known();
        } catch (RefusedException e) {
            if (!e.isMissing()) {
                throw e;
            }
        }
        try {
            return client.post("experiments/create", Map.of("name", facts.experiment()))
                    .path("experiment_id")
                    .asText("");
        } catch (RefusedException e) {
            if (!e.isThereAlready()) {
                throw e;
            }
            // Another run has created the experiment meanwhile.
            return known();
        }
    }

    private String known() throws IOException, RefusedException, InterruptedException {
        JsonNode experiment = client.get("experiments/get-by-name", Map.of("experiment_name", facts.experiment()))
                .path("experiment");
        if (experiment.path("lifecycle_stage").asText("").equals("deleted")) {
            throw new RefusedException(
                    400, "", "its experiment " + facts.experiment() + " was deleted. Restore it or name another");
        }
        return experiment.path("experiment_id").asText("");
    }

    private void sendNumbers() throws IOException, RefusedException, InterruptedException {
        List<Map<String, Object>> entries = new ArrayList<>();
        for (Event.Numbers measured : numbers) {
            for (int i = 0; i < measured.names().size(); i++) {
                Map<String, Object> entry = new LinkedHashMap<>();
                entry.put("key", measured.names().get(i));
                entry.put("value", measured.values().get(i));
                entry.put("timestamp", measured.time());
                entry.put("step", measured.step());
                entries.add(entry);
            }
        }
        for (List<Map<String, Object>> part : MlflowNames.parts(entries, MOST_NUMBERS)) {
            client.post("runs/log-batch", Map.of("run_id", record.run(), "metrics", part));
        }
        record = record.after(numbers.get(numbers.size() - 1).step());
        record.write(facts.directory());
    }

    private void tags(Map<String, String> tags) throws IOException, RefusedException, InterruptedException {
        client.post("runs/log-batch", Map.of("run_id", record.run(), "tags", MlflowClient.entries(tags)));
    }

    /** Sends a file. Only a server that keeps files itself takes them with the same token. */
    private void send(Event.Artifact artifact) throws IOException, RefusedException, InterruptedException {
        URI store = URI.create(artifacts);
        if (!OWN_STORE.equals(store.getScheme()) || store.getAuthority() != null) {
            if (!toldOfStore) {
                toldOfStore = true;
                log.info("mlflow: files stay in the run directory, because {} keeps artifacts elsewhere", server);
            }
            return;
        }
        if (Files.isRegularFile(artifact.file())) {
            client.upload(store.getPath() + "/" + artifact.folder(), artifact.file());
        }
    }

    private void finish() throws IOException, RefusedException, InterruptedException {
        tags(Map.of("ganlib.status", end.status().key()));
        client.post(
                "runs/update", Map.of("run_id", record.run(), "status", status(end.status()), "end_time", end.time()));
    }

    private static String status(RunStatus status) {
        return switch (status) {
            case RUNNING -> "RUNNING";
            case FINISHED -> "FINISHED";
            case INTERRUPTED -> "KILLED";
            case DIVERGED, FAILED -> "FAILED";
        };
    }
}
