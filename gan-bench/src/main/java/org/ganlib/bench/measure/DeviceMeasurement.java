package org.ganlib.bench.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ganlib.bench.contestant.Identity;
import org.ganlib.bench.contestant.TrainingTask;
import org.ganlib.bench.protocol.Clock;
import org.ganlib.bench.protocol.ContestantFailed;
import org.ganlib.bench.protocol.Launcher;
import org.ganlib.bench.protocol.MeasuredWindow;

/**
 * Times contestants on a device by the clock on the wall. They take turns, each in a process of its
 * own. A step ends when its losses are on the host.
 */
public final class DeviceMeasurement {
    private static final int ROUNDS = 7;
    private static final double WINDOW_SECONDS = 1;

    /** Steps before the first window, in which kernels are chosen and memory is taken. */
    private static final int WARM_UP = 5;

    private DeviceMeasurement() {}

    /** Asks a contestant whether it can be used here. */
    public static Identity identify(String name, Launcher launcher) {
        try (Contender contender = new Contender(name, launcher, 1)) {
            return contender.identity();
        } catch (ContestantFailed e) {
            return Identity.unusable(name, e.getMessage());
        }
    }

    /**
     * Measures a workload.
     *
     * @param engines names of the engine in each precision
     * @param peer the name of libtorch on the device
     * @param quick one round of one step each
     */
    public static List<DeviceRow> measure(
            String workload, List<String> engines, String peer, boolean quick, Launcher launcher) {
        Map<String, Contender> contenders = new LinkedHashMap<>();
        try (TemporaryFolder temporary = TemporaryFolder.create()) {
            String folder = temporary.path().toString();
            Map<String, List<MeasuredWindow>> windows = new LinkedHashMap<>();
            Map<String, Integer> steps = new LinkedHashMap<>();
            Stream.concat(engines.stream(), Stream.of(peer)).forEach(name -> {
                contenders.put(name, new Contender(name, launcher, 1));
                windows.put(name, new ArrayList<>());
            });
            for (Map.Entry<String, Contender> entry : contenders.entrySet()) {
                TrainingTask task =
                        new TrainingTask(workload, 0, 1, folder, entry.getKey().equals(engines.get(0)));
                MeasuredWindow first = entry.getValue().begin(task, quick ? 1 : WARM_UP);
                double millis = first.millisPerStep(Clock.WALL);
                steps.put(entry.getKey(), quick ? 1 : (int) Math.max(1, Math.round(1e3 * WINDOW_SECONDS / millis)));
            }
            for (int round = 0; round < (quick ? 1 : ROUNDS); round++) {
                for (Map.Entry<String, Contender> entry : contenders.entrySet()) {
                    TrainingTask task = new TrainingTask(workload, 0, 1, folder, false);
                    windows.get(entry.getKey()).add(entry.getValue().run(task, steps.get(entry.getKey())));
                }
            }
            double ofPeer = median(windows.get(peer));
            return engines.stream()
                    .map(name -> new DeviceRow(
                            name, median(windows.get(name)), ofPeer, steps.get(name), isFinite(windows.get(name))))
                    .toList();
        } finally {
            contenders.values().forEach(Contender::close);
        }
    }

    private static double median(List<MeasuredWindow> windows) {
        return windows.stream()
                .mapToDouble(window -> window.millisPerStep(Clock.WALL))
                .sorted()
                .skip(windows.size() / 2)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isFinite(List<MeasuredWindow> windows) {
        return windows.stream()
                .flatMap(window -> Stream.concat(window.criticLosses().stream(), window.generatorLosses().stream()))
                .allMatch(Double::isFinite);
    }
}
