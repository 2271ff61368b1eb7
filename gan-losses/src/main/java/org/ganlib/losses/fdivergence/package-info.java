/**
 * The f-divergences, each as the variational bound a critic can climb: E_P[g(V)] − E_Q[f*(g(V))] ≤
 * D_f(P‖Q) = ∫ q f(p/q), with P the data, Q the model and u = p/q.
 *
 * <p>Under the non-saturating objective the generator does not descend D_f itself. With the critic
 * held at its optimum, the slope of −E_Q[f′(p/q)] is that of D_h with h″(u) = f″(u)/u: one power of
 * u nearer to the reverse Kullback–Leibler divergence. The minimax objective descends D_f.
 */
@Experimental
package org.ganlib.losses.fdivergence;

import org.ganlib.stability.Experimental;
