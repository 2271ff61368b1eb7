package org.ganlib.torch.device;

import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorType;
import org.bytedeco.pytorch.Type;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.ganlib.network.VectorArithmetic;

/**
 * Arithmetic on whole vectors by libtorch's operations, each in one to four kernels. Adam is one
 * fused kernel; libtorch's Java classes do not declare it, so it is called through the dispatcher by
 * its name.
 */
public final class DeviceArithmetic implements VectorArithmetic {
    private final Place place;
    private final OperatorHandle fusedAdam;

    /** Arithmetic on tensors of that place. */
    public DeviceArithmetic(Place place) {
        this.place = place;
        fusedAdam = Dispatcher.singleton().findSchemaOrThrow("aten::_fused_adam_", "");
    }

    private Tensor flat(org.ganlib.tensor.Tensor vector) {
        DeviceTensor here = (DeviceTensor) vector;
        if (here.place() != place) {
            throw new IllegalArgumentException("a vector of " + here.place() + " in an operation of " + place);
        }
        return here.flat();
    }

    @Override
    public void addScaled(org.ganlib.tensor.Tensor y, double a, org.ganlib.tensor.Tensor x) {
        Natives.constant(() -> flat(y).add_(flat(x), new Scalar(a)));
    }

    @Override
    public void mix(org.ganlib.tensor.Tensor y, double a, double b, org.ganlib.tensor.Tensor x) {
        Natives.constant(() -> flat(y).mul_(new Scalar(a)).add_(flat(x), new Scalar(b)));
    }

    @Override
    public void mixSquares(org.ganlib.tensor.Tensor y, double a, double b, org.ganlib.tensor.Tensor x) {
        Natives.constant(() -> flat(y).mul_(new Scalar(a)).addcmul_(flat(x), flat(x), new Scalar(b)));
    }

    @Override
    public void approach(org.ganlib.tensor.Tensor y, double a, org.ganlib.tensor.Tensor x) {
        // For a ≥ ½ lerp_ computes x − (1 − a)(x − y). That is y, to the bit, where x = y, too.
        Natives.constant(() -> flat(y).lerp_(flat(x), new Scalar(a)));
    }

    @Override
    public void addQuotient(
            org.ganlib.tensor.Tensor y,
            double a,
            org.ganlib.tensor.Tensor x,
            org.ganlib.tensor.Tensor s,
            double epsilon) {
        Natives.constant(() -> flat(y).addcdiv_(flat(x), flat(s).sqrt().add_(new Scalar(epsilon)), new Scalar(a)));
    }

    @Override
    public void clamp(org.ganlib.tensor.Tensor y, double low, double high) {
        Natives.constant(
                () -> flat(y).clamp_(new ScalarOptional(new Scalar(low)), new ScalarOptional(new Scalar(high))));
    }

    @Override
    public void addZeros(org.ganlib.tensor.Tensor y, org.ganlib.tensor.Tensor x) {
        Natives.constant(() -> flat(y).add_(flat(x).mul(new Scalar(0.)).sum()));
    }

    /** The ε of libtorch's kernel is added to the corrected root, √v / √(1 − β₂ᵗ). */
    @Override
    public void adam(
            org.ganlib.tensor.Tensor theta,
            org.ganlib.tensor.Tensor g,
            org.ganlib.tensor.Tensor m,
            org.ganlib.tensor.Tensor v,
            double beta1,
            double beta2,
            double eta,
            double epsilon,
            long t) {
        if (place.device().is_mps()) {
            VectorArithmetic.super.adam(theta, g, m, v, beta1, beta2, eta, epsilon, t);
            return;
        }
        Natives.constant(() -> {
            Tensor updates = place.zeros(1, ScalarType.Float).fill_(new Scalar((double) t));
            IValueVector arguments = new IValueVector(
                    list(flat(theta)),
                    list(flat(g)),
                    list(flat(m)),
                    list(flat(v)),
                    list(),
                    list(updates.squeeze()),
                    new IValue(eta),
                    new IValue(beta1),
                    new IValue(beta2),
                    new IValue(0.),
                    new IValue(epsilon / Math.sqrt(1 - Math.pow(beta2, (double) t))),
                    new IValue(false),
                    new IValue(false),
                    new IValue(),
                    new IValue());
            fusedAdam.callBoxed(arguments);
        });
    }

    private static IValue list(Tensor... tensors) {
        GenericList list = new GenericList(new Type.TypePtr(TensorType.get()));
        for (Tensor tensor : tensors) {
            list.push_back(new IValue(tensor));
        }
        return new IValue(list);
    }
}
