package org.wavetrain.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
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
          "Sound or video in a usual format; a folder, in which recordings are looked for; or - for"
              + " standard input. Of more than half a minute, the scores of equally long pieces are"
              + " averaged.")
  private List<String> names = new ArrayList<>();

  @Mixin private ModelOption model;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description =
          "Writes a file for each recording here, in place of the standard output; what is there of"
              + " the same name is replaced.")
  private Path output;

  @Mixin private JsonOption json;

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
      Optional<ResultFiles> files =
          Optional.ofNullable(output)
              .map(folder -> new ResultFiles(folder, inputs.all(), json.wanted() ? "json" : "txt"));
      FoundModel found = model.found(home.path());
      Consumer<Heard<Classification>> results =
          files.isPresent()
              ? toFiles(files.get(), found)
              : heard -> print(heard, found, inputs.all().size() > 1);
      try (OnnxClassifier classifier = OnnxClassifier.open(folder(found))) {
        return new Hearing<>(console, classifier::classify, Classification::length)
            .all(inputs.all(), results);
      }
    }
  }

  private static Path folder(FoundModel found) {
    Path inside = found.folder().resolve(FOLDER);
    return Files.isDirectory(inside) ? inside : found.folder();
  }

  private void print(Heard<Classification> heard, FoundModel found, boolean several) {
    String text = text(heard, found);
    console.out().print(several && !json.wanted() ? heard.input().name() + "\t" + text : text);
    console.out().flush();
  }

  private Consumer<Heard<Classification>> toFiles(ResultFiles files, FoundModel found) {
    return heard -> console.out().println(files.write(heard.input(), text(heard, found)));
  }

  private String text(Heard<Classification> heard, FoundModel found) {
    if (json.wanted()) {
      return ClassificationJson.of(heard, found) + "\n";
    }
    return heard.result().classes().stream()
        .map(one -> String.format(Locale.ROOT, "%s %.1f %%", one.label(), 100 * one.probability()))
        .collect(Collectors.joining(", ", "", "\n"));
  }
}
