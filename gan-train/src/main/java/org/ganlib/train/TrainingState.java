package org.ganlib.train;

import java.util.List;
import java.util.Map;

/**
 * What a checkpoint holds of a run besides its networks; together they determine every number that follows. Written as JSON, whose decimal
 * numbers give the same doubles again, and read by {@link TrainingStateReader}.
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
        BestRecord best) {}
