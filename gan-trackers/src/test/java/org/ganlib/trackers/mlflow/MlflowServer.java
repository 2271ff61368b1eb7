package org.ganlib.trackers.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A server with the part of MLflow's REST API that the listener uses, written from the
 * documentation (mlflow.org, REST API 2.0). It is stricter than the real one: it refuses fields
 * that the documentation does not have, wrong types, and everything that exceeds a documented
 * limit. Each refusal is recorded as a violation. Tests require that there are none.
 */
final class MlflowServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KEY = "[A-Za-z0-9_\\-./ ]{1,250}";
    private static final int LARGEST_REQUEST = 1_000_000;

    private final HttpServer http;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, String> experiments = new LinkedHashMap<>();
    private final Map<String, RunOnServer> runs = new LinkedHashMap<>();
    private final Map<String, byte[]> artifacts = new TreeMap<>();
    private final List<String> violations = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();
    private final Map<String, Integer> failures = new HashMap<>();
    private String token = "";
    private String artifactRoot = "mlflow-artifacts:/";
    private volatile CountDownLatch stall;

    /** A run as the server knows it. */
    static final class RunOnServer {
        final String experiment;
        final String name;
        String status = "RUNNING";
        long endTime;
        final Map<String, String> params = new TreeMap<>();
        final Map<String, String> tags = new TreeMap<>();

        /** Values by name and step. */
        final Map<String, TreeMap<Long, List<Double>>> metrics = new TreeMap<>();

        RunOnServer(String experiment, String name) {
            this.experiment = experiment;
            this.name = name;
        }

        /** The values of a metric by step. It is an error if a step was reported more than once. */
        Map<Long, Double> once(String metric) {
            Map<Long, Double> values = new TreeMap<>();
            metrics.getOrDefault(metric, new TreeMap<>()).forEach((step, all) -> {
                if (all.size() != 1) {
                    throw new AssertionError(metric + " at step " + step + " was reported " + all.size() + " times");
                }
                values.put(step, all.get(0));
            });
            return values;
        }
    }

    /** An answer that is no success. */
    private static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;
        private final int status;
        private final String code;

        Refusal(int status, String code, String message) {
            super(message);
            this.status = status;
            this.code = code;
        }
    }

    MlflowServer() {
        this(0);
    }

    MlflowServer(int port) {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.setExecutor(threads);
        http.createContext("/", this::handle);
        http.start();
    }

    String uri() {
        return "http://127.0.0.1:" + port();
    }

    int port() {
        return http.getAddress().getPort();
    }

    /** Requires the header {@code Authorization: Bearer token} of every request. */
    synchronized void require(String secret) {
        token = secret;
    }

    /** Keeps artifacts somewhere that only MLflow's own clients write to. */
    synchronized void keepArtifactsAt(String root) {
        artifactRoot = root;
    }

    /** Answers the next requests of a method with that status. */
    synchronized void fail(String method, int times, int status) {
        failures.put(method + " " + status, times);
    }

    /** Leaves every request without an answer until {@link #goOn}. */
    void stall() {
        stall = new CountDownLatch(1);
    }

    void goOn() {
        stall.countDown();
        stall = null;
    }

    synchronized void delete(String run) {
        runs.remove(run);
    }

    /** The only run on the server. It is an error if there are others or none. */
    synchronized RunOnServer run() {
        if (runs.size() != 1) {
            throw new AssertionError("one run was expected, were " + runs.keySet());
        }
        return runs.values().iterator().next();
    }

    synchronized Map<String, RunOnServer> runs() {
        return new LinkedHashMap<>(runs);
    }

    synchronized Map<String, String> experiments() {
        return new LinkedHashMap<>(experiments);
    }

    synchronized Map<String, byte[]> artifacts() {
        return new TreeMap<>(artifacts);
    }

    synchronized List<String> violations() {
        return List.copyOf(violations);
    }

    synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        CountDownLatch stalled = stall;
        if (stalled != null) {
            try {
                if (!stalled.await(60, TimeUnit.SECONDS)) {
                    return;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        byte[] body = exchange.getRequestBody().readAllBytes();
        int status = 200;
        String answer;
        try {
            answer = answer(exchange, body);
        } catch (Refusal e) {
            status = e.status;
            answer = JSON.writeValueAsString(Map.of("error_code", e.code, "message", e.getMessage()));
        }
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private synchronized String answer(HttpExchange exchange, byte[] body) throws Refusal, IOException {
        String path = exchange.getRequestURI().getPath();
        String method = exchange.getRequestMethod();
        requests.add(method + " " + path);
        for (Iterator<Map.Entry<String, Integer>> all = failures.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<String, Integer> failure = all.next();
            String[] parts = failure.getKey().split(" ", -1);
            if (path.endsWith(parts[0])) {
                failure.setValue(failure.getValue() - 1);
                if (failure.getValue() <= 0) {
                    all.remove();
                }
                throw new Refusal(Integer.parseInt(parts[1]), "INTERNAL_ERROR", "as asked for by the test");
            }
        }
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        if (!token.isEmpty() && !("Bearer " + token).equals(authorization)) {
            throw new Refusal(401, "UNAUTHENTICATED", "a token is needed");
        }
        if (body.length > LARGEST_REQUEST && method.equals("POST")) {
            throw violated("a request of " + body.length + " bytes");
        }
        if (method.equals("PUT") && path.startsWith("/api/2.0/mlflow-artifacts/artifacts/")) {
            artifacts.put(path.substring("/api/2.0/mlflow-artifacts/artifacts/".length()), body);
            return "{}";
        }
        if (method.equals("GET") && path.equals("/api/2.0/mlflow/experiments/get-by-name")) {
            return experimentByName(exchange.getRequestURI().getRawQuery());
        }
        if (!method.equals("POST") || !path.startsWith("/api/2.0/mlflow/")) {
            throw violated(method + " " + path + " is no method of the API");
        }
        if (!"application/json".equals(exchange.getRequestHeaders().getFirst("Content-Type"))) {
            throw violated("a body that is not declared to be JSON");
        }
        JsonNode request = JSON.readTree(body);
        return switch (path.substring("/api/2.0/mlflow/".length())) {
            case "experiments/create" -> createExperiment(request);
            case "runs/create" -> createRun(request);
            case "runs/update" -> updateRun(request);
            case "runs/log-batch" -> logBatch(request);
            default -> throw violated("no method " + path);
        };
    }

    private String experimentByName(String query) throws Refusal, IOException {
        if (query == null || !query.startsWith("experiment_name=")) {
            throw violated("get-by-name needs experiment_name, was " + query);
        }
        String name = URLDecoder.decode(query.substring("experiment_name=".length()), StandardCharsets.UTF_8);
        String id = experiments.get(name);
        if (id == null) {
            throw new Refusal(404, "RESOURCE_DOES_NOT_EXIST", "Could not find experiment with name '" + name + "'");
        }
        return JSON.writeValueAsString(
                Map.of("experiment", Map.of("experiment_id", id, "name", name, "lifecycle_stage", "active")));
    }

    private String createExperiment(JsonNode request) throws Refusal, IOException {
        fields(request, Map.of("name", JsonNode::isTextual), Set.of("name"));
        String name = request.get("name").asText();
        if (experiments.containsKey(name)) {
            throw new Refusal(400, "RESOURCE_ALREADY_EXISTS", "Experiment '" + name + "' already exists.");
        }
        String id = String.valueOf(experiments.size() + 1);
        experiments.put(name, id);
        return JSON.writeValueAsString(Map.of("experiment_id", id));
    }

    private String createRun(JsonNode request) throws Refusal, IOException {
        fields(
                request,
                Map.of(
                        "experiment_id", JsonNode::isTextual,
                        "run_name", JsonNode::isTextual,
                        "start_time", JsonNode::isIntegralNumber,
                        "tags", JsonNode::isArray),
                Set.of("experiment_id", "start_time"));
        String experiment = request.get("experiment_id").asText();
        if (!experiments.containsValue(experiment)) {
            throw new Refusal(404, "RESOURCE_DOES_NOT_EXIST", "No Experiment with id=" + experiment);
        }
        String id = String.format("%032x", runs.size() + 0xabcL);
        RunOnServer run = new RunOnServer(experiment, request.path("run_name").asText());
        pairs(request.path("tags"), 100, 5000).forEach(run.tags::put);
        runs.put(id, run);
        return JSON.writeValueAsString(Map.of("run", Map.of("info", info(id, run), "data", Map.of())));
    }

    private Map<String, Object> info(String id, RunOnServer run) {
        return Map.of(
                "run_id",
                id,
                "run_uuid",
                id,
                "experiment_id",
                run.experiment,
                "status",
                run.status,
                "artifact_uri",
                artifactRoot + run.experiment + "/" + id + "/artifacts",
                "lifecycle_stage",
                "active");
    }

    private String updateRun(JsonNode request) throws Refusal, IOException {
        fields(
                request,
                Map.of(
                        "run_id",
                        JsonNode::isTextual,
                        "status",
                        JsonNode::isTextual,
                        "end_time",
                        JsonNode::isIntegralNumber),
                Set.of("run_id"));
        RunOnServer run = known(request);
        if (request.has("status")) {
            String status = request.get("status").asText();
            if (!Set.of("RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED").contains(status)) {
                throw violated("a run cannot be " + status);
            }
            run.status = status;
        }
        run.endTime = request.path("end_time").asLong(run.endTime);
        return JSON.writeValueAsString(
                Map.of("run_info", info(request.get("run_id").asText(), run)));
    }

    private String logBatch(JsonNode request) throws Refusal {
        fields(
                request,
                Map.of(
                        "run_id", JsonNode::isTextual,
                        "metrics", JsonNode::isArray,
                        "params", JsonNode::isArray,
                        "tags", JsonNode::isArray),
                Set.of("run_id"));
        RunOnServer run = known(request);
        JsonNode metrics = request.path("metrics");
        if (metrics.size() > 1000) {
            throw violated(metrics.size() + " metrics at once");
        }
        if (metrics.size()
                        + request.path("params").size()
                        + request.path("tags").size()
                > 1000) {
            throw violated("more than 1000 items at once");
        }
        for (JsonNode metric : metrics) {
            fields(
                    metric,
                    Map.of(
                            "key", JsonNode::isTextual,
                            "value", JsonNode::isNumber,
                            "timestamp", JsonNode::isIntegralNumber,
                            "step", JsonNode::isIntegralNumber),
                    Set.of("key", "value", "timestamp"));
            String key = metric.get("key").asText();
            requireKey(key);
            if (metric.get("timestamp").asLong() < 1_000_000_000_000L) {
                throw violated("a time in other units than milliseconds");
            }
            run.metrics
                    .computeIfAbsent(key, k -> new TreeMap<>())
                    .computeIfAbsent(metric.path("step").asLong(), s -> new ArrayList<>())
                    .add(metric.get("value").asDouble());
        }
        for (Map.Entry<String, String> param :
                pairs(request.path("params"), 100, 500).entrySet()) {
            String before = run.params.putIfAbsent(param.getKey(), param.getValue());
            if (before != null && !before.equals(param.getValue())) {
                throw violated("the parameter " + param.getKey() + " was " + before + " and cannot change");
            }
        }
        run.tags.putAll(pairs(request.path("tags"), 100, 5000));
        return "{}";
    }

    private RunOnServer known(JsonNode request) throws Refusal {
        RunOnServer run = runs.get(request.path("run_id").asText());
        if (run == null) {
            throw new Refusal(404, "RESOURCE_DOES_NOT_EXIST", "Run not found");
        }
        return run;
    }

    private Map<String, String> pairs(JsonNode list, int most, int longest) throws Refusal {
        if (list.size() > most) {
            throw violated(list.size() + " entries at once");
        }
        Map<String, String> pairs = new LinkedHashMap<>();
        for (JsonNode entry : list) {
            fields(entry, Map.of("key", JsonNode::isTextual, "value", JsonNode::isTextual), Set.of("key", "value"));
            requireKey(entry.get("key").asText());
            if (entry.get("value").asText().length() > longest) {
                throw violated("a value of " + entry.get("value").asText().length() + " characters");
            }
            pairs.put(entry.get("key").asText(), entry.get("value").asText());
        }
        return pairs;
    }

    private void requireKey(String key) throws Refusal {
        boolean path = key.startsWith("/") || key.startsWith(".") || key.contains("//") || key.endsWith("/");
        if (!key.matches(KEY) || path) {
            throw violated("the key '" + key + "'");
        }
    }

    private void fields(JsonNode object, Map<String, Predicate<JsonNode>> known, Set<String> required) throws Refusal {
        if (!object.isObject()) {
            throw violated("an object was expected, was " + object);
        }
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            Predicate<JsonNode> type = known.get(field.getKey());
            if (type == null || !type.test(field.getValue())) {
                throw violated("the field " + field);
            }
        }
        for (String name : required) {
            if (!object.has(name)) {
                throw violated("the field " + name + " is missing in " + object);
            }
        }
    }

    private Refusal violated(String what) {
        violations.add(what);
        return new Refusal(400, "INVALID_PARAMETER_VALUE", what);
    }
}
