package org.wavetrain.evaluate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.stage.StageContext;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.format.ModelFolder;
import org.wavetrain.wav2vec2.kernels.Kernels;
import org.wavetrain.wav2vec2.model.CtcLogits;
import org.wavetrain.wav2vec2.model.CtcNetwork;
import org.wavetrain.wav2vec2.model.CtcOptions;
import org.wavetrain.wav2vec2.model.LoadReport;
import org.wavetrain.wav2vec2.model.NetworkOptions;
import org.wavetrain.wav2vec2.model.WaveformBatch;
import org.wavetrain.wav2vec2.text.Vocabulary;

/** A trained CTC network with its vocabulary; decodes at every exit. */
final class Transcriber implements AutoCloseable {
  private final CtcNetwork network;
  private final Decoder decoder;
  private final List<Integer> layers;
  private final BatchForm form;

  private Transcriber(CtcNetwork network, Decoder decoder, List<Integer> layers, BatchForm form) {
    this.network = network;
    this.decoder = decoder;
    this.layers = layers;
    this.form = form;
  }

  /**
   * @param kernels the arithmetic; stays the caller's
   * @param context says how to decode
   * @throws UserFailure {@code EVALUATE_MODEL_UNSUITABLE} when the folder's model does not
   *     transcribe
   */
  static Transcriber load(Path folder, Kernels kernels, StageContext context) throws IOException {
    ModelFolder model = ModelFolder.read(folder);
    Vocabulary vocabulary =
        model
            .vocabulary()
            .orElseThrow(() -> unsuitable("has no vocab.json, so it does not transcribe"));
    Wav2Vec2Configuration configuration = model.configuration();
    CtcOptions options = CtcOptions.of(configuration);
    CtcNetwork network =
        CtcNetwork.create(configuration, options, NetworkOptions.frozenTrunk(kernels));
    try {
      LoadReport report = network.load(model.tensors());
      if (!report.missing().isEmpty()) {
        throw unsuitable("lacks the tensors " + report.missing());
      }
      return new Transcriber(
          network, Decoding.of(context, vocabulary), options.exits(), BatchForm.of(model));
    } catch (IOException | RuntimeException e) {
      network.close();
      throw e;
    }
  }

  /** The layers after which it transcribes, counted from 1, ascending. */
  List<Integer> layers() {
    return layers;
  }

  /** How it takes utterances. */
  BatchForm form() {
    return form;
  }

  /** For each waveform its text at each exit. */
  List<List<String>> transcribe(WaveformBatch waveforms) {
    CtcLogits logits = network.logits(waveforms);
    List<List<String>> texts = new ArrayList<>();
    for (int index = 0; index < waveforms.size(); index++) {
      int offset = index * logits.frames() * logits.vocabulary();
      List<String> byExit = new ArrayList<>();
      for (float[] exit : logits.exits()) {
        byExit.add(decoder.decode(exit, offset, logits.frameLengths()[index]));
      }
      texts.add(List.copyOf(byExit));
    }
    return texts;
  }

  @Override
  public void close() {
    network.close();
  }

  private static UserFailure unsuitable(String problem) {
    return new UserFailure(
        EvaluateError.EVALUATE_MODEL_UNSUITABLE,
        "The transcriber " + problem + ".",
        "Give the input transcriber the artifact of a finetune stage.");
  }
}
