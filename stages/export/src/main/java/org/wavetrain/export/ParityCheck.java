package org.wavetrain.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.recognition.OnnxClassifier;
import org.wavetrain.recognition.OnnxFile;
import org.wavetrain.recognition.OnnxTranscriber;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.format.ModelFolder;
import org.wavetrain.wav2vec2.kernels.Kernels;
import org.wavetrain.wav2vec2.model.ClassificationNetwork;
import org.wavetrain.wav2vec2.model.CtcLogits;
import org.wavetrain.wav2vec2.model.CtcNetwork;
import org.wavetrain.wav2vec2.model.CtcOptions;
import org.wavetrain.wav2vec2.model.NetworkOptions;
import org.wavetrain.wav2vec2.model.SpeechNetwork;
import org.wavetrain.wav2vec2.model.WaveformBatch;
import org.wavetrain.wav2vec2.onnx.LinearPrecision;

/**
 * Runs exported models in ONNX Runtime and trained ones in the engine on the same recordings. Each
 * recording is run alone: the exported model has no mask for padding.
 */
final class ParityCheck {
  private final List<float[]> recordings;

  private ParityCheck(List<float[]> recordings) {
    this.recordings = recordings;
  }

  /** Checks with given waveforms: 16 kHz mono, full scale 1. */
  static ParityCheck with(List<float[]> waveforms) {
    return new ParityCheck(List.copyOf(waveforms));
  }

  /**
   * Takes the first recordings.
   *
   * @param count how many to take
   */
  static ParityCheck with(TestRecordings available, int count) throws IOException {
    List<float[]> recordings = new ArrayList<>();
    available.forEach(count, utterance -> true, (utterance, samples) -> recordings.add(samples));
    if (recordings.isEmpty()) {
      throw new UserFailure(
          ExportError.EXPORT_NO_RECORDINGS,
          "The corpus has no recording of at least %d samples to check models with."
              .formatted(available.shortest()),
          "Give the stage the corpus that the models were trained on.");
    }
    return new ParityCheck(List.copyOf(recordings));
  }

  /** Checks the files in 32 bits of an exported transcriber, every exit of them. */
  Parity transcriber(ModelFolder model, Path exported, ExitFiles exits) {
    List<CtcLogits> trained = trained(model);
    List<Integer> layers = CtcOptions.of(model.configuration()).exits();
    Parity.Tally tally = new Parity.Tally();
    recordings.forEach(samples -> tally.addUtterance());
    for (TranscriberFile file : TranscriberFile.of(model.configuration(), exits)) {
      String path = OnnxFile.path(file.name(), LinearPrecision.FLOAT32);
      try (OnnxTranscriber runtime = OnnxTranscriber.open(exported, path)) {
        for (int index = 0; index < recordings.size(); index++) {
          for (int layer : file.layers()) {
            tally.compare(
                runtime.logits(recordings.get(index), file.output(layer)),
                trained.get(index).exits()[layers.indexOf(layer)]);
          }
        }
      }
    }
    return tally.result("transcriber");
  }

  private List<CtcLogits> trained(ModelFolder model) {
    Wav2Vec2Configuration configuration = model.configuration();
    try (Kernels kernels = Kernels.fastest();
        CtcNetwork network =
            CtcNetwork.create(
                configuration, CtcOptions.of(configuration), NetworkOptions.frozenTrunk(kernels))) {
      load(network, model);
      return recordings.stream().map(samples -> network.logits(batch(samples, model))).toList();
    }
  }

  /** Checks the file in 32 bits of an exported classifier. */
  Parity classifier(ModelFolder model, Path exported) {
    int labels = model.configuration().classificationHead().labels().size();
    Parity.Tally tally = new Parity.Tally();
    try (Kernels kernels = Kernels.fastest();
        ClassificationNetwork network =
            ClassificationNetwork.create(
                model.configuration(), labels, NetworkOptions.frozenTrunk(kernels));
        OnnxClassifier runtime = OnnxClassifier.open(exported)) {
      load(network, model);
      for (float[] samples : recordings) {
        tally.addUtterance();
        tally.compare(runtime.logits(samples), network.logits(batch(samples, model)));
      }
    }
    return tally.result("classifier");
  }

  private static WaveformBatch batch(float[] samples, ModelFolder model) {
    return WaveformBatch.of(List.of(samples), model.featureExtractor().normalise());
  }

  private static void load(SpeechNetwork network, ModelFolder model) {
    List<String> missing = network.load(model.tensors()).missing();
    if (!missing.isEmpty()) {
      throw CheckpointFiles.unsuitable(
          "The model has no head: it lacks " + String.join(", ", missing) + ".");
    }
  }
}
