/** Measures a step's time and memory, for comparison with other implementations. */
package org.wavetrain.training.benchmark;
