/**
 * What the stages that train have in common besides the loop: parameters, data, models in and out.
 */
package org.wavetrain.training.setup;
