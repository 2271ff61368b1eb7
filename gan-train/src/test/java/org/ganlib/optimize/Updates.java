package org.ganlib.optimize;

import static org.ganlib.tensor.HostTensor.over;

import org.ganlib.network.ParameterLayout;
import org.ganlib.network.ParameterRule;
import org.ganlib.network.UpdatePlan;
import org.ganlib.spi.Optimizer;
import org.ganlib.tensor.HostTensor;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Applies an optimizer to vectors that belong to no network. */
final class Updates {
    private final Optimizer optimizer;
    private final UpdatePlan plan;

    Updates(Optimizer optimizer, ParameterLayout layout, DataType precision) {
        this.optimizer = optimizer;
        boolean decoupled = optimizer.decouplesWeightDecay();
        double decay = optimizer.weightDecay();
        plan = new UpdatePlan(optimizer.rule(), decoupled ? 0 : decay, decoupled ? decay : 0, layout, precision);
    }

    void update(INDArray parameters, INDArray gradients, long step, ParameterRule afterwards) {
        plan.begin(step, optimizer.learningRate(step), afterwards);
        plan.runOnHost(over(parameters), () -> over(gradients));
    }

    INDArray state() {
        HostTensor state = plan.state();
        return state == null ? null : state.array();
    }

    void restore(INDArray state) {
        plan.restore(over(state));
    }

    double learningRate(long step) {
        return optimizer.learningRate(step);
    }
}
