package org.ganlib.graph;

/** The linear map of a dense layer, whose weights are [outputs, inputs]. */
final class DenseMap implements LinearMap {
    private final double[] parameters;
    private final int offset;
    private final int inputs;
    private final int outputs;
    private final int count;

    /**
     * @param offset the index of the first weight among the parameters
     * @param count examples in the batch
     */
    DenseMap(double[] parameters, int offset, int inputs, int outputs, int count) {
        this.parameters = parameters;
        this.offset = offset;
        this.inputs = inputs;
        this.outputs = outputs;
        this.count = count;
    }

    /** One weight, and the numbers that it stands between. */
    private interface Connection {
        void visit(int atInput, int atOutput, int weight);
    }

    @Override
    public void apply(double[] from, double[] to) {
        forEach((atInput, atOutput, weight) -> to[atOutput] += parameters[weight] * from[atInput]);
    }

    @Override
    public void applyTransposed(double[] from, double[] to) {
        forEach((atInput, atOutput, weight) -> to[atInput] += parameters[weight] * from[atOutput]);
    }

    @Override
    public void addWeightGradient(double[] given, double[] adjoints, double[] gradients) {
        forEach((atInput, atOutput, weight) -> gradients[weight] += given[atInput] * adjoints[atOutput]);
    }

    private void forEach(Connection connection) {
        for (int n = 0; n < count; n++) {
            for (int j = 0; j < outputs; j++) {
                for (int i = 0; i < inputs; i++) {
                    connection.visit(n * inputs + i, n * outputs + j, offset + j * inputs + i);
                }
            }
        }
    }
}
