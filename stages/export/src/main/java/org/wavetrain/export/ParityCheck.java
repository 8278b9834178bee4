package org.wavetrain.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.wavetrain.audio.Pcm;
import org.wavetrain.corpus.CorpusReader;
import org.wavetrain.corpus.Split;
import org.wavetrain.failure.UserFailure;
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

/**
 * Runs exported models in ONNX Runtime and trained ones in the engine on the same recordings. Each
 * recording is run alone: the exported model has no mask for padding.
 */
final class ParityCheck {
  private final List<float[]> recordings;

  private ParityCheck(List<float[]> recordings) {
    this.recordings = recordings;
  }

  /**
   * Takes the first recordings of the corpus's test split, or of all splits when it has none.
   *
   * @param shortest the fewest samples that a model can take
   * @param count how many recordings to take
   */
  static ParityCheck with(CorpusReader corpus, int shortest, int count) throws IOException {
    boolean tested = corpus.summary().split(Split.TEST).utterances() > 0;
    List<float[]> recordings = new ArrayList<>();
    corpus.forEach(
        utterance ->
            recordings.size() < count
                && utterance.samples() >= shortest
                && (!tested || utterance.split() == Split.TEST),
        (utterance, samples) -> recordings.add(Pcm.toFloat(samples)));
    if (recordings.isEmpty()) {
      throw new UserFailure(
          ExportError.EXPORT_NO_RECORDINGS,
          "The corpus has no recording of at least " + shortest + " samples to check models with.",
          "Give the stage the corpus that the models were trained on.");
    }
    return new ParityCheck(List.copyOf(recordings));
  }

  Parity transcriber(ModelFolder model, Path exported) {
    Wav2Vec2Configuration configuration = model.configuration();
    CtcOptions options = CtcOptions.of(configuration);
    Parity.Tally tally = new Parity.Tally();
    try (Kernels kernels = Kernels.fastest();
        CtcNetwork network =
            CtcNetwork.create(configuration, options, NetworkOptions.frozenTrunk(kernels));
        OnnxTranscriber runtime = OnnxTranscriber.open(exported)) {
      load(network, model);
      for (float[] samples : recordings) {
        CtcLogits logits = network.logits(batch(samples, model));
        tally.addUtterance();
        tally.compare(runtime.logits(samples), logits.last());
        for (int exit = 0; exit < options.exits().size() - 1; exit++) {
          int layer = options.exits().get(exit);
          tally.compare(runtime.exitLogits(samples, layer), logits.exits()[exit]);
        }
      }
    }
    return tally.result("transcriber");
  }

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
      throw CheckpointFiles.unsuitable("The checkpoint lacks the tensors " + missing + ".");
    }
  }
}
