package org.ganlib.bench.contestant;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.ganlib.bench.workload.Recipe;

/**
 * libtorch's Adam with the product's place for ε. PyTorch adds ε to √(v / (1 − β₂ᵗ)), the product
 * adds it to √v, as the end of section 2 of Kingma and Ba 2015 does; with ε / √(1 − β₂ᵗ) PyTorch's
 * is the same update.
 */
final class TorchAdam {
    private final Recipe recipe;
    private final Adam adam;
    /** The optimizer's live ε. */
    private final DoublePointer epsilon;

    private int updates;

    TorchAdam(TorchNetwork network, Recipe recipe) {
        this.recipe = recipe;
        AdamOptions options = new AdamOptions(recipe.adamRate());
        // A C++ tuple: some standard libraries store its last element first. The defaults are .9
        // and .999.
        DoublePointer betas = options.betas();
        int first = betas.get(0) < betas.get(1) ? 0 : 1;
        betas.put(first, recipe.beta1()).put(1 - first, recipe.beta2());
        options.eps().put(Recipe.EPSILON);
        adam = new Adam(network.vector(), options);
        epsilon = new AdamOptions(adam.param_groups().get(0).options()).eps();
    }

    void clearGradients() {
        adam.zero_grad();
    }

    void update() {
        updates++;
        epsilon.put(Recipe.EPSILON / Math.sqrt(1 - Math.pow(recipe.beta2(), updates)));
        adam.step();
    }
}
