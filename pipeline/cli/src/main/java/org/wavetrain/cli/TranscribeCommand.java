package org.wavetrain.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.recognition.OnnxTranscriber;
import org.wavetrain.recognition.TextDecoder;
import org.wavetrain.recognition.Transcript;
import org.wavetrain.recognition.Transcriptions;
import org.wavetrain.wav2vec2.model.ExitRule;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Transcribes recordings with a trained model. */
@Command(
    name = "transcribe",
    description = {
      "Writes what is said in recordings: as text, as JSON with the times of words, or as"
          + " subtitles.",
      "For example: wavetrain transcribe talk.mp3 --model models:/my-words@champion --format srt"
    },
    mixinStandardHelpOptions = true)
final class TranscribeCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "Sound or video in a usual format, of any length; a folder, in which recordings are looked for;"
              + " or - for standard input.")
  private List<String> names = new ArrayList<>();

  @Mixin private ModelOption model;

  @Option(
      names = "--format",
      description =
          "text, json, srt or vtt (default: text). Several recordings need --output with srt and"
              + " vtt.")
  private TranscriptFormat format;

  @Option(names = "--json", description = "Short for --format json: an object a line.")
  private boolean json;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description =
          "Writes a file for each recording here, in place of the standard output; what is there of"
              + " the same name is replaced.")
  private Path output;

  @Mixin private DecodingOptions decoding;
  @Mixin private ExitOption exit;
  @Mixin private HomeOption home;

  TranscribeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    TranscriptFormat written = written();
    Optional<ExitRule> rule = exit.parsed();
    model.named();
    if (Files.isDirectory(home.path())) {
      LogFile.open(home.path());
    }
    TextDecoder decoder = decoding.decoder();
    try (SoundInputs inputs = SoundInputs.of(names, System.in)) {
      boolean several = inputs.all().size() > 1;
      if (several && written.isSubtitles() && output == null) {
        throw new UserFailure(
            CommandError.COMMAND_LINE_INVALID,
            "Standard output cannot hold the subtitles (%s) of %d recordings."
                .formatted(written, inputs.all().size()),
            "Name a folder for them with --output.");
      }
      Optional<ResultFiles> files =
          Optional.ofNullable(output)
              .map(folder -> new ResultFiles(folder, inputs.all(), written.ending()));
      FoundModel found = model.found(home.path());
      Consumer<Heard<Transcript>> results =
          files.isPresent()
              ? toFiles(files.get(), written, found)
              : heard -> print(heard, written, found, several);
      try (OnnxTranscriber transcriber =
          rule.isPresent()
              ? OnnxTranscriber.open(found.folder(), rule.get())
              : OnnxTranscriber.open(found.folder())) {
        Transcriptions transcriptions = new Transcriptions(transcriber.vocabulary(), decoder);
        return new Hearing<>(
                console,
                recording ->
                    transcriptions.of(
                        rule.isPresent()
                            ? transcriber.scores(recording, rule.get())
                            : transcriber.scores(recording)),
                Transcript::length)
            .all(inputs.all(), results);
      }
    }
  }

  private TranscriptFormat written() {
    if (json && format != null && format != TranscriptFormat.JSON) {
      throw new UserFailure(
          CommandError.COMMAND_LINE_INVALID,
          "--json and --format %s name two formats.".formatted(format),
          "Leave one of them out.");
    }
    if (json) {
      return TranscriptFormat.JSON;
    }
    return format == null ? TranscriptFormat.TEXT : format;
  }

  private void print(
      Heard<Transcript> heard, TranscriptFormat written, FoundModel found, boolean several) {
    String text = text(heard, written, found);
    boolean named = several && written == TranscriptFormat.TEXT;
    console.out().print(named ? heard.input().name() + "\t" + text : text);
    console.out().flush();
  }

  private Consumer<Heard<Transcript>> toFiles(
      ResultFiles files, TranscriptFormat written, FoundModel found) {
    return heard -> console.out().println(files.write(heard.input(), text(heard, written, found)));
  }

  private static String text(Heard<Transcript> heard, TranscriptFormat written, FoundModel found) {
    return written == TranscriptFormat.JSON
        ? TranscriptJson.of(heard, found) + "\n"
        : written.written(heard.result());
  }
}
