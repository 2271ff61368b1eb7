package org.ganlib.spi;

/** The objective of the generator in the f-divergence family. */
public enum GeneratorObjective {
    /**
     * The variational bound itself: E_P[g(V)] − E_Q[f*(g(V))] (Goodfellow et al. 2014, equation 1).
     */
    MINIMAX,
    /**
     * −E_Q[g(V)], which raises the scores of generated examples. Its gradient does not vanish where
     * the critic is confident (Goodfellow et al. 2014, section 3).
     */
    NON_SATURATING
}
