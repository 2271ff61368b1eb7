package org.ganlib.train;

import java.util.List;
import java.util.Map;

/**
 * The state of a run in a checkpoint, besides its networks. Together they determine every number
 * that follows. The state is written as JSON, whose decimal numbers are read back as the same
 * doubles; {@link TrainingStateReader} reads it.
 *
 * @param dataFingerprint the fingerprint of the data when training began
 * @param dataCursor the position in the order of the data, in base 64
 * @param randomStreams the state of each random stream, in base 64, by the stream's name
 * @param updates the number of optimizer steps of each network, by its role; learning rates and
 *     Adam's bias correction depend on it
 * @param measurements the latest value under each name, in the order in which the names first
 *     appeared, which is the order of metrics.jsonl
 * @param distances the estimates for the running median of a distance, the earliest first; empty if
 *     the loss is no distance
 * @param constraint the state of the critic's constraint; empty if it keeps none
 * @param augmentation the state of the augmentation; empty if its probability stays
 * @param listeners the state of each listener, by its key; empty in checkpoints of versions that
 *     kept none
 * @param best the best value of the metric {@code train.best}; null before there is one
 */
record TrainingState(
        String dataFingerprint,
        String dataCursor,
        Map<String, String> randomStreams,
        Map<String, Long> updates,
        Map<String, Double> measurements,
        List<Double> distances,
        Map<String, String> constraint,
        Map<String, String> augmentation,
        Map<String, Map<String, String>> listeners,
        BestRecord best) {}
