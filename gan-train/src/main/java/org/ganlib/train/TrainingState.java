package org.ganlib.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a checkpoint holds of a run besides its networks; together they determine every number that follows. Written as JSON, whose decimal
 * numbers give the same doubles again.
 *
 * @param dataFingerprint what the data was when training began
 * @param dataCursor where the data's order stands, in base 64
 * @param randomStreams the state of each random stream, in base 64, by the stream's name
 * @param updates how often each network was moved, by its role: the position of learning rates and of Adam's bias correction
 * @param measurements the latest value under each name, in the order of their first appearance, which is that of metrics.jsonl
 * @param distances the estimates that the running median of a distance stands on, the earliest first; empty where the loss is no distance
 * @param listeners what listeners want kept, by the listener; empty in checkpoints of versions that kept nothing
 * @param best the best value of the metric that is to improve; null before there is one
 */
record TrainingState(
        String dataFingerprint,
        String dataCursor,
        Map<String, String> randomStreams,
        Map<String, Long> updates,
        Map<String, Double> measurements,
        List<Double> distances,
        Map<String, Map<String, String>> listeners,
        BestRecord best) {
    /** Takes what earlier versions did not write yet as empty. */
    TrainingState {
        listeners = listeners == null ? Map.of() : listeners;
    }

    /**
     * What has to be there and is not: names of fields, with {@code field/key} for an entry without
     * a value. Checked where a state was read, since JSON lets anything be missing.
     */
    List<String> missing() {
        List<String> missing = new ArrayList<>();
        require("dataFingerprint", dataFingerprint, missing);
        require("dataCursor", dataCursor, missing);
        requireValues("randomStreams", randomStreams, missing);
        requireValues("updates", updates, missing);
        requireValues("measurements", measurements, missing);
        requireValues("listeners", listeners, missing);
        listeners.forEach((listener, state) -> {
            if (state != null) {
                requireValues("listeners/" + listener, state, missing);
            }
        });
        require("distances", distances, missing);
        if (distances != null && distances.contains(null)) {
            missing.add("distances/number");
        }
        return missing;
    }

    private static void require(String field, Object value, List<String> missing) {
        if (value == null) {
            missing.add(field);
        }
    }

    private static void requireValues(String field, Map<String, ?> map, List<String> missing) {
        require(field, map, missing);
        if (map != null) {
            map.forEach((key, value) -> require(field + "/" + key, value, missing));
        }
    }
}
