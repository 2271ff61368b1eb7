package org.ganlib.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.ganlib.network.Mode;
import org.ganlib.network.Pass;
import org.ganlib.network.PassLife;
import org.ganlib.network.Wanted;
import org.ganlib.tensor.Tensor;
import org.ganlib.tensor.TensorShape;
import org.ganlib.torch.device.DeviceTensor;
import org.ganlib.torch.device.Natives;
import org.ganlib.torch.layer.GraphRun;

/**
 * A forward pass, whose derivatives libtorch's automatic differentiation computes. Used by one
 * thread.
 */
final class TorchPass implements Pass {
    private final TorchNetwork network;
    private final GraphRun run;
    private final PassLife life;
    private final org.bytedeco.pytorch.Tensor result;
    private final DeviceTensor output;
    private final DeviceTensor[] inputGradients;
    /** Tensors that were handed out, to be freed with the pass. */
    private final List<DeviceTensor> handedOut = new ArrayList<>();
    /** The output gradient of the last backward pass that computed input gradients; may be null. */
    private org.bytedeco.pytorch.Tensor lastOutputGradient;

    TorchPass(TorchNetwork network, GraphRun run, Mode mode) {
        this.network = network;
        this.run = run;
        life = new PassLife(network.name());
        inputGradients = new DeviceTensor[run.inputs()];
        result = run.value(network.graph(mode).output());
        output = handOut(result, network.definition().output());
        life.begin(mode, network.version());
    }

    private DeviceTensor handOut(org.bytedeco.pytorch.Tensor values, TensorShape shape) {
        DeviceTensor tensor = Natives.constant(
                () -> DeviceTensor.over(network.place(), values.detach().to(network.type()), shape));
        handedOut.add(tensor);
        return tensor;
    }

    @Override
    public Tensor output() {
        requireOpen();
        return output;
    }

    @Override
    public Tensor activation(String layer) {
        requireOpen();
        org.bytedeco.pytorch.Tensor value = run.value(layer);
        if (value == null || network.isInput(layer)) {
            TreeSet<String> layers = new TreeSet<>(run.names());
            layers.removeIf(network::isInput);
            throw new IllegalArgumentException("no layer '" + layer + "'. Layers: " + layers);
        }
        return handOut(value, network.shapeOf(layer));
    }

    @Override
    public void backward(Tensor outputGradient, Wanted wanted) {
        requireOpen();
        life.takeBack(wanted, network.version(), output.length(), outputGradient.length());
        Natives.constant(() -> {
            org.bytedeco.pytorch.Tensor gradient = outputGradient(outputGradient);
            TensorVector variables = new TensorVector();
            if (wanted.inputs()) {
                keepOutputGradient(gradient);
                for (int i = 0; i < inputGradients.length; i++) {
                    variables.push_back(input(i));
                }
            }
            if (wanted.parameters()) {
                network.addTrainedTo(variables);
            }
            TensorVector gradients = gradients(new TensorVector(result), variables, gradient, false);
            if (wanted.inputs()) {
                keepInputGradients(gradients);
            }
            if (wanted.parameters()) {
                network.addGradients(gradients, wanted.inputs() ? inputGradients.length : 0);
                run.updateRunningStatistics();
            }
        });
    }

    /**
     * The gradients of ⟨outputs, weights⟩ with respect to each variable, undefined for one that the
     * outputs do not depend on. What the forward pass recorded is kept, so that the pass can be
     * differentiated again.
     *
     * @param recorded true if the gradients will be differentiated themselves
     */
    private static TensorVector gradients(
            TensorVector outputs, TensorVector variables, org.bytedeco.pytorch.Tensor weights, boolean recorded) {
        return torch.grad(outputs, variables, new TensorVector(weights), new BoolOptional(true), recorded, true);
    }

    private org.bytedeco.pytorch.Tensor outputGradient(Tensor given) {
        return network.memory().read(given).to(result.scalar_type()).view_as(result);
    }

    private void keepOutputGradient(org.bytedeco.pytorch.Tensor gradient) {
        Natives.free(lastOutputGradient);
        // The caller may overwrite its tensor before it asks for the mixed gradient.
        lastOutputGradient = Natives.keep(gradient.clone());
    }

    private org.bytedeco.pytorch.Tensor input(int index) {
        return run.value(network.inputName(index));
    }

    private void keepInputGradients(TensorVector gradients) {
        for (int i = 0; i < inputGradients.length; i++) {
            org.bytedeco.pytorch.Tensor gradient = gradients.get(i);
            if (inputGradients[i] != null) {
                inputGradients[i].close();
            }
            inputGradients[i] = DeviceTensor.over(
                    network.place(),
                    gradient.defined() ? gradient : torch.zeros_like(input(i).detach()),
                    network.definition().inputs().get(i));
        }
    }

    @Override
    public Tensor inputGradient(int input) {
        requireOpen();
        life.requireInputGradients();
        return inputGradients[input];
    }

    @Override
    public void addMixedGradient(int input, Tensor v) {
        requireOpen();
        life.requireMixed(network.version(), input(input).numel(), v.length());
        if (network.definition().classes(input) > 0) {
            return; // A label has no gradient.
        }
        Natives.constant(() -> {
            TensorVector inputGradient =
                    gradients(new TensorVector(result), new TensorVector(input(input)), lastOutputGradient, true);
            org.bytedeco.pytorch.Tensor gradient = inputGradient.get(0);
            if (!gradient.defined() || !gradient.requires_grad()) {
                return; // The input gradient is zero, or depends on no parameter.
            }
            TensorVector variables = new TensorVector();
            network.addTrainedTo(variables);
            org.bytedeco.pytorch.Tensor direction =
                    network.memory().read(v).to(gradient.scalar_type()).view_as(gradient);
            network.addGradients(gradients(inputGradient, variables, direction, false), 0);
        });
    }

    @Override
    public void close() {
        if (!life.close()) {
            return;
        }
        handedOut.forEach(DeviceTensor::close);
        for (DeviceTensor gradient : inputGradients) {
            if (gradient != null) {
                gradient.close();
            }
        }
        Natives.free(lastOutputGradient);
        run.free();
    }

    private void requireOpen() {
        life.requireOpen(network.isClosed());
    }
}
