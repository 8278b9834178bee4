package org.wavetrain.recognition;

import ai.onnxruntime.OnnxTensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.wavetrain.wav2vec2.configuration.FeatureEncoder;
import org.wavetrain.wav2vec2.configuration.FeatureNormalisation;
import org.wavetrain.wav2vec2.format.ModelFolder;
import org.wavetrain.wav2vec2.model.WaveformBatch;
import org.wavetrain.wav2vec2.onnx.OnnxExporter;

/**
 * A model in ONNX Runtime that takes recordings of different lengths at once: masks keep padding
 * from having any effect.
 */
final class PaddedSession implements AutoCloseable {
  private final RuntimeSession session;
  private final FeatureEncoder encoder;

  private PaddedSession(RuntimeSession session, FeatureEncoder encoder) {
    this.session = session;
    this.encoder = encoder;
  }

  /** Writes an ONNX file. */
  interface Writer {
    void write(Path file) throws IOException;
  }

  /** Opens a file that is written for it, since exports have none with masks. */
  static PaddedSession open(ModelFolder model, Writer writer) {
    try {
      Path file = Files.createTempFile("wavetrain-padded", ".onnx");
      try {
        writer.write(file);
        return new PaddedSession(RuntimeSession.open(file), model.configuration().featureEncoder());
      } finally {
        Files.delete(file);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /**
   * The scores of a batch, padding included, row-major [recordings, ..].
   *
   * @param recordings at the level that the model takes
   */
  float[] run(List<float[]> recordings) {
    WaveformBatch batch = WaveformBatch.of(recordings, false, WaveformBatch.LENGTH_MULTIPLE);
    int frames = encoder.frames(batch.paddedLength());
    Map<String, OnnxTensor> inputs = new HashMap<>();
    try {
      inputs.put(
          OnnxExporter.INPUT, session.tensor(batch.samples(), batch.size(), batch.paddedLength()));
      inputs.put(OnnxExporter.FRAME_MASK, mask(recordings, frames, false));
      if (encoder.normalisation() == FeatureNormalisation.GROUP) {
        inputs.put(
            OnnxExporter.FIRST_MASK,
            mask(recordings, encoder.firstFrames(batch.paddedLength()), true));
      }
      return session.run(inputs, List.of(OnnxExporter.OUTPUT))[0];
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  private OnnxTensor mask(List<float[]> recordings, int width, boolean first) {
    float[] mask = new float[recordings.size() * width];
    for (int row = 0; row < recordings.size(); row++) {
      int samples = recordings.get(row).length;
      int real = first ? encoder.firstFrames(samples) : encoder.frames(samples);
      Arrays.fill(mask, row * width, row * width + real, 1);
    }
    return session.tensor(mask, recordings.size(), width);
  }

  /** Frames of each row of what {@link #run} gives. */
  int frames(List<float[]> recordings) {
    int longest = recordings.stream().mapToInt(samples -> samples.length).max().orElseThrow();
    int multiple = WaveformBatch.LENGTH_MULTIPLE;
    return encoder.frames((longest + multiple - 1) / multiple * multiple);
  }

  @Override
  public void close() {
    session.close();
  }
}
