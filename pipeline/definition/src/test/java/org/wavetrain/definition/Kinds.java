package org.wavetrain.definition;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Kinds of stages to test with. */
final class Kinds {
  static final StageDescriptor INGEST =
      new StageDescriptor(
          "ingest",
          "1",
          "Reads recordings.",
          List.of(new InputPort("recordings", List.of(InputPort.SOURCE), true, true)),
          List.of(Parameter.integer("test_speakers", 2, 1, 100, "Speakers kept for the test.")),
          512,
          true);

  static final StageDescriptor AUGMENT =
      new StageDescriptor(
          "augment",
          "1",
          "Makes copies.",
          List.of(new InputPort("corpus", List.of("ingest"), true, false)),
          List.of(
              Parameter.numbers("speeds", List.of(0.9, 1.1), 0.5, 2, "Speeds."),
              Parameter.flag("noise", true, "Whether to add noise."),
              Parameter.text("note", "", "Any words.")),
          512);

  static final StageDescriptor FINETUNE =
      new StageDescriptor(
          "finetune",
          "1",
          "Learns to transcribe.",
          List.of(
              new InputPort("corpus", List.of("ingest", "augment"), true, true),
              new InputPort("start", List.of("finetune"), false, false)),
          List.of(
              Parameter.number("learning_rate", 1e-4, 0, 1, "Peak learning rate."),
              Parameter.choice("schedule", "linear", List.of("linear", "cosine"), "Its course."),
              Parameter.integers("exits", List.of(4L), 1, 24, "Layers with an output."),
              Parameter.choice("device", "auto", List.of("auto", "cpu"), "What computes.")),
          2048);

  static final StageDescriptor EVALUATE =
      new StageDescriptor(
          "evaluate",
          "1",
          "Counts errors.",
          List.of(
              new InputPort("corpus", List.of("ingest"), true, false),
              new InputPort("transcriber", List.of("finetune"), true, false),
              new InputPort("language_model", List.of(InputPort.FILE), false, false)),
          List.of(
              Parameter.oneOf(
                  "exit",
                  Map.of(
                      "layer", new ParameterType.Integer(1, 24),
                      "entropy", new ParameterType.Number(0, 1)),
                  "Where to stop.")),
          1024);

  static final StageDescriptor EXPORT =
      new StageDescriptor(
          "export",
          "1",
          "Writes models.",
          List.of(new InputPort("transcriber", List.of("finetune"), true, false)),
          List.of(
              new Parameter(
                  "target", new ParameterType.Text(), Optional.empty(), "Where it is for.")),
          1024);

  static final List<StageDescriptor> ALL = List.of(INGEST, AUGMENT, FINETUNE, EVALUATE, EXPORT);

  private Kinds() {}
}
