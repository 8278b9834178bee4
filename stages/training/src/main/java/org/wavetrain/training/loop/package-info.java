/**
 * The training loop: an objective's gradients, batches and an optimizer, with evaluation,
 * checkpoints and a watch over convergence. A run that is interrupted and resumed repeats an
 * unbroken one bit for bit.
 */
package org.wavetrain.training.loop;
