package org.wavetrain.wav2vec2.model;

import java.util.function.Consumer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An array of a step that is still to be read.
 *
 * @param reader told where it lies when it has moved
 */
record LiveArray(INDArray array, Consumer<INDArray> reader) {}
