package org.wavetrain.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.wavetrain.synthesis.StandInCorpora;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;

/** The file of a pipeline that trains little, with its sources, from recordings to the registry. */
final class SmallPipeline {
  static final String NAME = "words";

  /** The stages, which are named after their kinds, in order. */
  static final List<String> STAGES = List.of("ingest", "finetune", "evaluate", "export");

  private SmallPipeline() {}

  /**
   * Writes it.
   *
   * @param steps of training, with a checkpoint after every other one
   */
  static Path write(Path folder, int steps) throws Exception {
    RandomModel.pretrained(Wav2Vec2Configuration.nano(), folder.resolve("nano"));
    new StandInCorpora(Runtime.getRuntime().availableProcessors())
        .libriSpeech(folder.resolve("books"), 6, 2, 2, 1, done -> {});
    return Files.writeString(
        folder.resolve("pipeline.yaml"),
        """
        name: words
        seed: 1
        sources:
          books: {path: books, layout: librispeech}
          nano: {path: nano}
        stages:
          ingest: {inputs: {recordings: books}}
          finetune:
            inputs: {corpus: ingest, start: nano}
            parameters: {steps: %d, warmup_steps: 1, checkpoint_every: 2}
          evaluate: {inputs: {corpus: ingest, transcriber: finetune}}
          export:
            inputs: {corpus: ingest, transcriber: finetune, evaluation: evaluate}
            parameters: {int8: none}
        register: {model: words, export: export, evaluation: evaluate, metric: wer}
        """
            .formatted(steps));
  }
}
