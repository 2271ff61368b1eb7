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
 * Measures the wall-clock time of contestants on a device. They take turns, each in a process of its
 * own. A step ends when its losses are on the host.
 */
public final class DeviceMeasurement {
    private static final int ROUNDS = 5;
    private static final double WINDOW_SECONDS = 1;

    /** Steps before the first timed ones, in which kernels are chosen and memory is allocated. */
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
     * @param pairs names of the engine, each with that of libtorch in the same precision; the first
     *     engine draws the parameters with which all begin
     * @param quick one round of one step each
     * @return a row for each pair, in their order
     * @throws ContestantFailed if one of them cannot be measured; the message says why
     */
    public static List<DeviceRow> measure(
            String workload, Map<String, String> pairs, boolean quick, Launcher launcher) {
        Map<String, Contender> contenders = new LinkedHashMap<>();
        try (TemporaryFolder temporary = TemporaryFolder.create()) {
            String folder = temporary.path().toString();
            Map<String, List<MeasuredWindow>> windows = new LinkedHashMap<>();
            pairs.forEach((engine, peer) -> List.of(engine, peer).forEach(name -> {
                contenders.put(name, new Contender(name, launcher, 1));
                windows.put(name, new ArrayList<>());
            }));
            for (Map.Entry<String, Contender> entry : contenders.entrySet()) {
                boolean first =
                        entry.getKey().equals(contenders.keySet().iterator().next());
                TrainingTask task = new TrainingTask(workload, 0, 1, folder, first);
                windows.get(entry.getKey()).add(entry.getValue().begin(task, quick ? 1 : WARM_UP));
            }
            for (int round = 0; round < (quick ? 1 : ROUNDS); round++) {
                for (Map.Entry<String, Contender> entry : contenders.entrySet()) {
                    TrainingTask task = new TrainingTask(workload, 0, 1, folder, false);
                    List<MeasuredWindow> before = windows.get(entry.getKey());
                    before.add(entry.getValue().run(task, quick ? 1 : stepsAfter(before.get(0))));
                }
            }
            return pairs.entrySet().stream()
                    .map(pair -> row(windows.get(pair.getKey()), windows.get(pair.getValue())))
                    .toList();
        } finally {
            contenders.values().forEach(Contender::close);
        }
    }

    private static int stepsAfter(MeasuredWindow warmUp) {
        return (int) Math.max(1, Math.round(1e3 * WINDOW_SECONDS / warmUp.millisPerStep(Clock.WALL)));
    }

    private static DeviceRow row(List<MeasuredWindow> engine, List<MeasuredWindow> peer) {
        double loss = engine.get(0).criticLosses().get(0);
        double ofPeer = peer.get(0).criticLosses().get(0);
        return new DeviceRow(
                side(engine),
                side(peer),
                engine.get(engine.size() - 1).steps(),
                Math.abs(loss - ofPeer) / (1 + Math.abs(ofPeer)));
    }

    private static DeviceRow.Side side(List<MeasuredWindow> windows) {
        MeasuredWindow last = windows.get(windows.size() - 1);
        long kib = last.deviceKib() > 0 ? last.deviceKib() : last.residentKib();
        return new DeviceRow.Side(median(windows.subList(1, windows.size())), kib / 1024., isFinite(windows));
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
