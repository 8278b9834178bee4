package org.wavetrain.evaluate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.stage.StageContext;
import org.wavetrain.wav2vec2.FrameEntropy;
import org.wavetrain.wav2vec2.UsableScores;
import org.wavetrain.wav2vec2.configuration.ForwardCost;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.format.ModelFolder;
import org.wavetrain.wav2vec2.kernels.Kernels;
import org.wavetrain.wav2vec2.model.CtcLogits;
import org.wavetrain.wav2vec2.model.CtcNetwork;
import org.wavetrain.wav2vec2.model.CtcOptions;
import org.wavetrain.wav2vec2.model.ExitRule;
import org.wavetrain.wav2vec2.model.ExitScores;
import org.wavetrain.wav2vec2.model.LoadReport;
import org.wavetrain.wav2vec2.model.NetworkOptions;
import org.wavetrain.wav2vec2.model.WaveformBatch;
import org.wavetrain.wav2vec2.text.Vocabulary;

/** A trained CTC network with its vocabulary; decodes at every exit, or where a rule leaves it. */
final class Transcriber implements AutoCloseable {
  private final CtcNetwork network;
  private final Decoder decoder;
  private final List<Integer> layers;
  private final Optional<ExitRule> rule;
  private final BatchForm form;

  private Transcriber(
      CtcNetwork network,
      Decoder decoder,
      List<Integer> layers,
      Optional<ExitRule> rule,
      BatchForm form) {
    this.network = network;
    this.decoder = decoder;
    this.layers = layers;
    this.rule = rule;
    this.form = form;
  }

  /**
   * @param kernels the arithmetic; stays the caller's
   * @param context says how to decode and where to leave
   * @throws UserFailure {@code EVALUATE_MODEL_UNSUITABLE} when the folder's model does not
   *     transcribe, {@code EVALUATE_EXIT_UNKNOWN} when it cannot be left there, {@code
   *     MODEL_VOCABULARY_INVALID} when its files do not agree on the blank
   */
  static Transcriber load(Path folder, Kernels kernels, StageContext context) throws IOException {
    ModelFolder model = ModelFolder.readComplete(folder);
    Vocabulary vocabulary =
        model
            .vocabulary()
            .orElseThrow(() -> unsuitable("has no vocab.json, so it does not transcribe"));
    Wav2Vec2Configuration configuration = model.configuration();
    vocabulary.requireBlank(configuration.ctcHead().blank());
    CtcOptions options = CtcOptions.of(configuration);
    Optional<ExitRule> rule = ExitChoice.rule(context.parameters());
    rule.ifPresent(some -> ExitChoice.check(some, options.exits()));
    CtcNetwork network =
        CtcNetwork.create(configuration, options, NetworkOptions.frozenTrunk(kernels));
    try {
      LoadReport report = network.load(model.tensors());
      if (!report.missing().isEmpty()) {
        throw unsuitable("has no head: it lacks " + String.join(", ", report.missing()));
      }
      Decoder decoder = Decoding.of(context, vocabulary, configuration.ctcHead().vocabularySize());
      return new Transcriber(network, decoder, options.exits(), rule, BatchForm.of(model));
    } catch (IOException | RuntimeException e) {
      network.close();
      throw e;
    }
  }

  /** Names of what {@link #transcribe} gives: its layers, ascending, or the rule. */
  List<String> exits() {
    return rule.map(some -> List.of(ExitChoice.name(some)))
        .orElseGet(() -> layers.stream().map(String::valueOf).toList());
  }

  /** Whether it chooses an exit for each utterance, and runs no layer after it. */
  boolean leavesEarly() {
    return rule.isPresent();
  }

  /** What its forward passes cost. */
  ForwardCost cost() {
    return new ForwardCost(network.configuration());
  }

  /** How it takes utterances. */
  BatchForm form() {
    return form;
  }

  /** For each waveform what is heard at each of the exits. */
  List<List<Reading>> transcribe(WaveformBatch waveforms) {
    return rule.isPresent()
        ? network.logits(waveforms, rule.get()).stream()
            .map(scores -> List.of(reading(scores)))
            .toList()
        : everyExit(waveforms);
  }

  private Reading reading(ExitScores scores) {
    int vocabulary = scores.logits().length / scores.frames();
    return reading(scores.logits(), 0, scores.frames(), vocabulary, scores.layer(), scores.looks());
  }

  private Reading reading(
      float[] logits, int offset, int frames, int vocabulary, int layer, int looks) {
    if (UsableScores.missing(logits, offset, frames * vocabulary) > 0) {
      throw unsuitable("gives scores that are no numbers");
    }
    return new Reading(
        decoder.decode(logits, offset, frames),
        layer,
        looks,
        FrameEntropy.of(logits, offset, frames, vocabulary));
  }

  private List<List<Reading>> everyExit(WaveformBatch waveforms) {
    CtcLogits logits = network.logits(waveforms);
    List<List<Reading>> readings = new ArrayList<>();
    for (int index = 0; index < waveforms.size(); index++) {
      int offset = index * logits.frames() * logits.vocabulary();
      int frames = logits.frameLengths()[index];
      List<Reading> byExit = new ArrayList<>();
      for (int exit = 0; exit < layers.size(); exit++) {
        float[] scores = logits.exits()[exit];
        byExit.add(reading(scores, offset, frames, logits.vocabulary(), layers.get(exit), 1));
      }
      readings.add(List.copyOf(byExit));
    }
    return readings;
  }

  @Override
  public void close() {
    network.close();
  }

  private static UserFailure unsuitable(String problem) {
    return new UserFailure(
        EvaluateError.EVALUATE_MODEL_UNSUITABLE,
        "The transcriber " + problem + ".",
        "Give a model that was trained to transcribe: the artifact of a finetune stage, or a folder"
            + " of a Hugging Face Wav2Vec2ForCTC.");
  }
}
