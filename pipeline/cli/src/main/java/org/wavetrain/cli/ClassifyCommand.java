package org.wavetrain.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.wavetrain.recognition.Classification;
import org.wavetrain.recognition.OnnxClassifier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says which of its classes a trained model takes recordings for. */
@Command(
    name = "classify",
    description = {
      "Says which of its classes a trained model takes recordings for, such as emotions.",
      "For example: wavetrain classify talk.wav --model models:/my-words@champion"
    },
    mixinStandardHelpOptions = true)
final class ClassifyCommand implements Callable<Integer> {
  /** Within an export that holds a transcriber besides. */
  static final String FOLDER = "classifier";

  private final Console console;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "Anything that FFmpeg reads; a folder, in which recordings are looked for; or - for"
              + " standard input. Of more than half a minute, the scores of equally long pieces are"
              + " averaged.")
  private List<String> names = new ArrayList<>();

  @Mixin private ModelOption model;

  @Option(names = "--json", description = "Prints each recording as a JSON object on a line.")
  private boolean json;

  @Mixin private HomeOption home;

  ClassifyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    model.named();
    if (Files.isDirectory(home.path())) {
      LogFile.open(home.path());
    }
    try (SoundInputs inputs = SoundInputs.of(names, System.in)) {
      FoundModel found = model.found(home.path());
      try (OnnxClassifier classifier = OnnxClassifier.open(folder(found))) {
        return new Hearing<>(console, classifier::classify, Classification::length)
            .all(inputs.all(), heard -> print(heard, found, inputs.all().size() > 1));
      }
    }
  }

  private static Path folder(FoundModel found) {
    Path inside = found.folder().resolve(FOLDER);
    return Files.isDirectory(inside) ? inside : found.folder();
  }

  private void print(Heard<Classification> heard, FoundModel found, boolean several) {
    if (json) {
      console.out().println(ClassificationJson.of(heard, found));
    } else {
      String likelihoods =
          heard.result().classes().stream()
              .map(
                  one ->
                      String.format(
                          Locale.ROOT, "%s %.1f %%", one.label(), 100 * one.probability()))
              .collect(Collectors.joining(", "));
      console.out().println(several ? heard.input().name() + "\t" + likelihoods : likelihoods);
    }
    console.out().flush();
  }
}
