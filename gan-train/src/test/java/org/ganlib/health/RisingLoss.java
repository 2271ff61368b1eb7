package org.ganlib.health;

import java.util.Map;
import java.util.Optional;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.spi.Evidence;
import org.ganlib.spi.RunInfo;
import org.ganlib.spi.StepReport;
import org.ganlib.spi.Symptom;

/** A plugin's symptom with a state: the generator's loss is larger than at the first look. */
@PluginName(value = "rising-loss", summary = "The generator's loss rises.")
public record RisingLoss(@Setting("its name in findings") String title) implements Symptom {
    /** Called rising-loss. */
    public RisingLoss() {
        this("rising-loss");
    }

    @Override
    public String name() {
        return title;
    }

    @Override
    public String advice() {
        return "none";
    }

    @Override
    public int patience() {
        return 2;
    }

    @Override
    public Symptom forRun(RunInfo run) {
        return new OfRun(this);
    }

    private static final class OfRun implements Symptom {
        private final RisingLoss settings;
        private double first = Double.NaN;

        OfRun(RisingLoss settings) {
            this.settings = settings;
        }

        @Override
        public String name() {
            return settings.name();
        }

        @Override
        public String advice() {
            return settings.advice();
        }

        @Override
        public int patience() {
            return settings.patience();
        }

        @Override
        public Optional<Evidence> atStep(StepReport report) {
            double loss = report.value("loss/generator");
            if (Double.isNaN(first)) {
                first = loss;
            }
            return loss > first ? Optional.of(new Evidence("the loss rose to " + loss, loss, first)) : Optional.empty();
        }

        @Override
        public Map<String, Double> memory() {
            return Double.isNaN(first) ? Map.of() : Map.of("first", first);
        }

        @Override
        public void remember(Map<String, Double> memory) {
            first = memory.getOrDefault("first", first);
        }
    }
}
