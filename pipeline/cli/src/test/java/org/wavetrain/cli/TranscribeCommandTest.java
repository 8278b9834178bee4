package org.wavetrain.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.wavetrain.cli.CommandRun.refusal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.audio.SoundFile;
import org.wavetrain.audio.SoundFormat;
import org.wavetrain.wav2vec2.configuration.SpecAugment;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;

class TranscribeCommandTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir private static Path shared;
  private static Path model;
  private static Path sounds;

  @TempDir private Path folder;

  @BeforeAll
  static void exportModel() throws Exception {
    Path trained = shared.resolve("trained");
    model = shared.resolve("model");
    RandomModel.transcriber(
        Wav2Vec2Configuration.nano().withSpecAugment(SpecAugment.NONE), trained);
    CommandRun.done("export", trained.toString(), model.toString(), "--int8", "none");
    sounds = Files.createDirectories(shared.resolve("sounds/inner")).getParent();
    noise(sounds.resolve("a.wav"), SoundFormat.WAVE, 20_000);
    noise(sounds.resolve("a.flac"), SoundFormat.FLAC, 20_000);
    noise(sounds.resolve("inner/b.wav"), SoundFormat.WAVE, 30_000);
    Files.writeString(sounds.resolve("notes.txt"), "no sound");
  }

  @Test
  void aFolderIsWalkedAndEachRecordingNamed() {
    CommandRun run = transcribe(sounds.toString());
    List<String> lines = run.out().lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).startsWith(sounds.resolve("a.flac") + "\t");
    assertThat(lines.get(2)).startsWith(sounds.resolve("inner/b.wav") + "\t");
    assertThat(run.error()).contains("3 recordings, 4.4 s of sound in", "real-time factor");
  }

  @Test
  void jsonTellsWhenEachWordIsSaid() throws IOException {
    Path sound = sounds.resolve("inner/b.wav");
    String text = transcribe(sound.toString()).out().strip();
    JsonNode object = transcribe("--json", sound.toString()).lastLine();

    assertThat(object.path("text").asText()).isEqualTo(text).isNotEmpty();
    assertThat(object.path("seconds").asDouble()).isEqualTo(1.875);
    assertThat(object.path("real_time_factor").asDouble()).isPositive();
    List<String> words = new ArrayList<>();
    double time = 0;
    for (JsonNode segment : object.path("segments")) {
      for (JsonNode word : segment.path("words")) {
        assertThat(word.path("start").asDouble()).isGreaterThanOrEqualTo(time);
        time = word.path("end").asDouble();
        assertThat(word.path("confidence").asDouble()).isBetween(0.0, 1.0);
        words.add(word.path("word").asText());
      }
    }
    assertThat(time).isLessThanOrEqualTo(1.875);
    assertThat(String.join(" ", words)).isEqualTo(text);
  }

  @Test
  void filesOfOneNameGetNamesOfTheirOwn() throws IOException {
    Path output = folder.resolve("subtitles");
    CommandRun run =
        transcribe("--format", "vtt", "--output", output.toString(), sounds.toString());
    assertThat(run.out().lines())
        .containsExactly(
            output.resolve("a.flac.vtt").toString(),
            output.resolve("a.wav.vtt").toString(),
            output.resolve("inner/b.vtt").toString());
    assertThat(output.resolve("inner/b.vtt")).content().startsWith("WEBVTT\n\n00:00:0");
    assertThat(Files.readString(output.resolve("a.wav.vtt")))
        .isEqualTo(Files.readString(output.resolve("a.flac.vtt")));
  }

  @Test
  void nothingMoreIsHeardOnceNobodyReadsTheResults() throws Exception {
    try (ClosedPipe pipe = ClosedPipe.open()) {
      CommandRun run =
          CommandRun.into(
              pipe.end(),
              System.getenv(),
              "transcribe",
              "--model",
              model.toString(),
              sounds.toString());
      assertThat(run).isEqualTo(new CommandRun(141, "", ""));
    }
  }

  @Test
  void aPlaceThatResultsCannotGoToIsRefusedBeforeTheModelIsLookedFor() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "mine");
    Path taken = Files.createDirectories(folder.resolve("taken/a.txt")).getParent();
    String sound = sounds.resolve("a.wav").toString();
    for (String command : List.of("transcribe", "classify")) {
      for (Path output : List.of(file, file.resolve("inner"))) {
        assertThat(refusal(command, sound, "--model", "none", "--output", output.toString()))
            .contains("OUTPUT_FOLDER_UNWRITABLE", output.toString());
      }
      assertThat(refusal(command, sound, "--model", "none", "--output", taken.toString()))
          .contains("OUTPUT_FILE_UNWRITABLE", taken.resolve("a.txt") + " is a folder.");
      assertThat(refusal(command, sound, "--output", ""))
          .contains("COMMAND_LINE_INVALID: --output is empty.");
      Path fresh = folder.resolve("fresh/inner");
      assertThat(refusal(command, sound, "--model", "none", "--output", fresh.toString()))
          .contains("MODEL_FOLDER_MISSING");
      assertThat(fresh.getParent()).doesNotExist();
    }
    assertThat(file).hasContent("mine");
  }

  @Test
  void standardInputIsHeard() throws IOException {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(Files.readAllBytes(sounds.resolve("a.flac"))));
    try {
      assertThat(transcribe("-").out())
          .isEqualTo(transcribe(sounds.resolve("a.wav").toString()).out());
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void aBadFileDoesNotKeepTheOthersFromBeingHeard() throws IOException {
    Path bad = Files.writeString(folder.resolve("bad.wav"), "RIFF");
    CommandRun run =
        CommandRun.of(
            "transcribe",
            "--model",
            model.toString(),
            "--json",
            bad.toString(),
            sounds.resolve("a.wav").toString());
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out().lines()).hasSize(1);
    assertThat(MAPPER.readTree(run.out()).path("file").asText()).endsWith("a.wav");
    assertThat(run.error()).contains("wavetrain: AUDIO_", bad.toString());
  }

  @Test
  void silenceSaysNothing() throws IOException {
    Path silent = folder.resolve("silent.wav");
    SoundFile.write(silent, SoundFormat.WAVE, new short[16_000], 16_000);
    assertThat(transcribe(silent.toString()).out()).isEqualTo("\n");
    assertThat(transcribe("--format", "srt", silent.toString()).out()).isEmpty();
    JsonNode object = transcribe("--json", silent.toString()).lastLine();
    assertThat(object.path("text").asText()).isEmpty();
    assertThat(object.path("seconds").asDouble()).isEqualTo(1);
    assertThat(object.path("segments")).isEmpty();
  }

  @Test
  void whatIsSaidToDoIsForTheFileThatWasGiven() throws IOException {
    Path cut = folder.resolve("cut.wav");
    byte[] whole = Files.readAllBytes(sounds.resolve("a.wav"));
    Files.write(cut, Arrays.copyOf(whole, whole.length / 2));
    assertThat(refusal("transcribe", "--model", model.toString(), cut.toString()))
        .contains("AUDIO_TRUNCATED", "The file is damaged");
  }

  @Test
  void aLanguageModelChangesWhatIsHeard() throws IOException {
    Path sound = sounds.resolve("inner/b.wav");
    Path arpa =
        Files.writeString(
            folder.resolve("one.arpa"),
            "\\data\\\nngram 1=4\n\n\\1-grams:\n-1\t<s>\n-1\t</s>\n-9\t<unk>\n-1\tQ\n\n\\end\\\n",
            UTF_8);
    String greedy = transcribe(sound.toString()).out();
    assertThat(transcribe("--decoder", "beam", "--beam-width", "9", sound.toString()).out())
        .isNotBlank();
    assertThat(
            transcribe(
                    "--language-model",
                    arpa.toString(),
                    "--alpha",
                    "3",
                    "--beta",
                    "0",
                    sound.toString())
                .out())
        .isNotEqualTo(greedy);
  }

  @Test
  void optionsThatMakeNoSenseAreRefusedBeforeAnyWork() throws IOException {
    Path nothing = folder.resolve("nothing");
    Files.createDirectories(nothing);
    String[][] cases = {
      {"--beam-width", "5", "COMMAND_LINE_INVALID: --beam-width 5"},
      {"--alpha", "1", "COMMAND_LINE_INVALID: --alpha 1.0"},
      {"--decoder", "magic", "COMMAND_LINE_INVALID: --decoder is magic."},
      {"--format", "doc", "COMMAND_LINE_INVALID: --format is doc."},
      {"--language-model", nothing.toString(), "LANGUAGE_MODEL_UNREADABLE"},
      {"--registered", "x", "name two models"}
    };
    for (String[] row : cases) {
      assertThat(refusal("transcribe", "--model", model.toString(), row[0], row[1], "a.wav"))
          .contains(row[2]);
    }
    assertThat(
            refusal(
                "transcribe", "--model", model.toString(), "--format", "srt", sounds.toString()))
        .contains("COMMAND_LINE_INVALID", "3 recordings", "--output");
    assertThat(refusal("transcribe", "--model", model.toString(), nothing.toString()))
        .contains("has no recordings");
    assertThat(
            refusal(
                "transcribe",
                "--model",
                model.toString(),
                "--exit",
                "layer=7",
                sounds.resolve("a.wav").toString()))
        .contains("EXPORT_EXIT_UNKNOWN");
  }

  private CommandRun transcribe(String... arguments) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "transcribe",
                "--model",
                model.toString(),
                "--home",
                folder.resolve("no-home").toString()));
    all.addAll(Arrays.asList(arguments));
    return CommandRun.done(all.toArray(String[]::new));
  }

  private static void noise(Path file, SoundFormat format, int count) throws IOException {
    Random random = new Random(count);
    short[] samples = new short[count];
    for (int index = 0; index < count; index++) {
      samples[index] = (short) (random.nextGaussian() * 3000);
    }
    SoundFile.write(file, format, samples, 16_000);
  }
}
