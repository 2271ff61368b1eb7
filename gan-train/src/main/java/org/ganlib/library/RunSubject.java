package org.ganlib.library;

import java.util.Optional;
import org.ganlib.evaluate.RealExamples;
import org.ganlib.evaluate.Subject;
import org.ganlib.evaluate.WholeSet;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkRequest;
import org.ganlib.network.NetworkSet;
import org.ganlib.run.AbsentPart;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Encoder;
import org.ganlib.spi.Examples;
import org.ganlib.spi.KnownDistribution;
import org.ganlib.spi.Sampler;
import org.ganlib.spi.Split;

/** The networks of a run and the data it was trained on. */
final class RunSubject implements Subject {
    private final TrainedModel model;
    private Examples reference;
    private Examples heldOut;
    private Boolean withHeldOut;

    /** Keeps the model. Closing the subject does not close the model. */
    RunSubject(TrainedModel model) {
        this.model = model;
    }

    @Override
    public DatasetInfo data() {
        return model.training().info();
    }

    @Override
    public Examples reference() {
        if (reference == null) {
            reference = WholeSet.read(model.training());
        }
        return reference;
    }

    @Override
    public Examples heldOut() {
        if (heldOut == null) {
            try (Dataset data = model.openHeldOut()) {
                heldOut = WholeSet.read(data);
            }
        }
        return heldOut;
    }

    @Override
    public Examples real(Split split, int most, long seed) {
        if (split == Split.TRAINING) {
            return RealExamples.of(model.training(), this::reference, most, seed);
        }
        try (Dataset data = model.openHeldOut()) {
            return RealExamples.of(data, this::heldOut, most, seed);
        }
    }

    @Override
    public boolean hasHeldOut() {
        if (withHeldOut == null) {
            try (Dataset data = model.openHeldOut()) {
                withHeldOut = !(data instanceof AbsentPart);
            }
        }
        return withHeldOut;
    }

    @Override
    public Optional<KnownDistribution> distribution() {
        return model.training().distribution();
    }

    @Override
    public Optional<NetworkSet> networks() {
        return Optional.of(model.networks());
    }

    @Override
    public Optional<Encoder> encoder() {
        return model.encoder();
    }

    @Override
    public Optional<Sampler> sampler() {
        return Optional.of(model.sampler());
    }

    @Override
    public Network build(NetworkRequest request) {
        return model.engines().build(request);
    }

    @Override
    public void close() {}
}
