package org.wavetrain.ingest;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.audio.SoundFile;
import org.wavetrain.audio.SoundFormat;
import org.wavetrain.corpus.Utterance;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.ingest.TrialIngest.Ingested;
import org.wavetrain.testing.StageOutcome;

/** Corpora with files that nobody should have put there, read in as a pipeline does. */
@Tag("slow")
@TestInstance(Lifecycle.PER_CLASS)
class HostileCorpusTest {
  private static final int SPEAKERS = 4;
  private static final int EACH = 5;
  private static final int RATE_HZ = 16_000;
  private static final Map<String, Object> LENIENT = Map.of(IngestStage.REJECT_LIMIT, 0.5);

  @TempDir Path directory;
  private final ObjectMapper json = new ObjectMapper();
  private final List<String> lines = new ArrayList<>();
  private TrialIngest trial;
  private Path corpus;
  private int corpora;

  @BeforeAll
  void start(@TempDir Path home) {
    trial = new TrialIngest(home);
  }

  @AfterAll
  void stop() {
    trial.close();
  }

  /** Twenty sound recordings. */
  @BeforeEach
  void write() throws IOException {
    corpora++;
    corpus = Files.createDirectory(directory.resolve("corpus" + corpora));
    lines.clear();
    for (int speaker = 0; speaker < SPEAKERS; speaker++) {
      for (int number = 0; number < EACH; number++) {
        sound(speaker + "-" + number + ".wav", speaker, number, SoundFormat.WAVE);
      }
    }
  }

  private Path sound(String name, int speaker, int number, SoundFormat format) throws IOException {
    Path file = corpus.resolve(name);
    SoundFile.write(file, format, tone(200 + 50 * speaker + 7 * number), RATE_HZ);
    list(name, speaker);
    return file;
  }

  private static short[] tone(int hertz) {
    short[] samples = new short[RATE_HZ];
    for (int index = 0; index < samples.length; index++) {
      samples[index] = (short) (8000 * Math.sin(2 * Math.PI * hertz * index / RATE_HZ));
    }
    return samples;
  }

  private void list(String name, int speaker) {
    ObjectNode line = json.createObjectNode();
    String word = Integer.toString(lines.size(), 36).replaceAll("\\d", "x");
    line.put("path", name)
        .put("speaker", "s" + speaker)
        .put("text", word + "y".repeat(lines.size() % 7) + "z".repeat(lines.size() / 7));
    lines.add(line.toString());
  }

  @Test
  @Fault(
      area = FaultArea.AUDIO,
      injected =
          "a folder and a pipe named .wav, links to nothing and in a circle, an empty file, a text,"
              + " ten hours of silence, a WAV header that lies and a NaN among sound recordings",
      outcome = "each is set aside with its reason, the others become a corpus")
  void whatIsNoRecordingIsSetAsideWithItsReason() throws Exception {
    Map<String, String> reasons = new TreeMap<>();
    Files.createDirectory(corpus.resolve("folder.wav"));
    reasons.put("folder.wav", "AUDIO_NOT_A_FILE");
    assertThat(
            new ProcessBuilder("mkfifo", corpus.resolve("pipe.wav").toString()).start().waitFor())
        .isZero();
    reasons.put("pipe.wav", "AUDIO_NOT_A_FILE");
    Files.createSymbolicLink(corpus.resolve("nowhere.wav"), Path.of("nowhere"));
    reasons.put("nowhere.wav", "AUDIO_UNREADABLE");
    Files.createSymbolicLink(corpus.resolve("itself.wav"), Path.of("itself.wav"));
    reasons.put("itself.wav", "AUDIO_UNREADABLE");
    // These two are in no list.
    Files.createSymbolicLink(corpus.resolve("README.link"), Path.of("nowhere"));
    Files.createSymbolicLink(corpus.resolve("circle"), corpus);
    Files.createFile(corpus.resolve("empty.wav"));
    reasons.put("empty.wav", "AUDIO_EMPTY");
    Files.writeString(corpus.resolve("text.wav"), "not a sound ".repeat(100));
    reasons.put("text.wav", "AUDIO_NOT_AUDIO");
    tenHours(corpus.resolve("long.wav"));
    reasons.put("long.wav", "AUDIO_TOO_LONG");
    Files.write(corpus.resolve("lying.wav"), wave(1, 16, 1 << 30, new byte[RATE_HZ]));
    reasons.put("lying.wav", "AUDIO_TRUNCATED");
    ByteBuffer floats = ByteBuffer.allocate(4 * RATE_HZ).order(ByteOrder.LITTLE_ENDIAN);
    floats.putFloat(400, Float.NaN);
    Files.write(corpus.resolve("nan.wav"), wave(3, 32, floats.capacity(), floats.array()));
    reasons.put("nan.wav", "AUDIO_NOT_FINITE");
    reasons.keySet().forEach(name -> list(name, 0));

    Ingested ingested = ingest();

    assertThat(ingested.utterances()).hasSize(SPEAKERS * EACH);
    Map<String, String> found = new TreeMap<>();
    for (JsonNode reject : ingested.report().at("/rejects")) {
      found.put(reject.path("path").asText(), reject.path("reason").asText());
    }
    assertThat(found).isEqualTo(reasons);
  }

  private static void tenHours(Path file) throws IOException {
    int seconds = 10 * 3600;
    byte[] header = wave(1, 8, seconds * RATE_HZ, new byte[0]);
    Files.write(file, header);
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(header.length + (long) seconds * RATE_HZ);
    }
  }

  private static byte[] wave(int coding, int bits, int saidBytes, byte[] sound) {
    return ByteBuffer.allocate(44 + sound.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put("RIFF".getBytes(US_ASCII))
        .putInt(36 + saidBytes)
        .put("WAVEfmt ".getBytes(US_ASCII))
        .putInt(16)
        .putShort((short) coding)
        .putShort((short) 1)
        .putInt(RATE_HZ)
        .putInt(RATE_HZ * bits / 8)
        .putShort((short) (bits / 8))
        .putShort((short) bits)
        .put("data".getBytes(US_ASCII))
        .putInt(saidBytes)
        .put(sound)
        .array();
  }

  @Test
  @Fault(
      area = FaultArea.AUDIO,
      injected =
          "file names with spaces, quotes, line feeds, a percent sign, a leading dash, and letters"
              + " of many alphabets; an MP3 file named .wav",
      outcome = "all are read, and their ids are plain")
  void namesOfAnyKindAreRead() throws Exception {
    List<String> names =
        List.of(
            "it's \"quoted\" & $(touch here); `x` 100%.wav",
            "two\nlines\tand a tab.wav",
            "-rf.wav",
            "gr\u00f6\u00dfe \u97f3\u58f0 \ud83d\ude00 \u202egnp.wav",
            "a:b|c?.wav");
    for (int index = 0; index < names.size(); index++) {
      sound(names.get(index), index % SPEAKERS, 10 + index, SoundFormat.WAVE);
    }
    sound("mp3.wav", 0, 20, SoundFormat.MP3);

    Ingested ingested = ingest();

    assertThat(ingested.report().at("/rejects")).isEmpty();
    assertThat(ingested.utterances())
        .hasSize(SPEAKERS * EACH + names.size() + 1)
        .extracting(Utterance::id)
        .allMatch(id -> id.matches("[A-Za-z0-9_-]+"))
        .doesNotHaveDuplicates();
    assertThat(directory.resolve("here")).doesNotExist();
  }

  @Test
  @Fault(
      area = FaultArea.AUDIO,
      injected = "an empty file whose name has a line feed and a fake line behind it",
      outcome = "set aside; the failure shows its name on one line")
  void aNameDoesNotMakeALineOfItsOwn() throws Exception {
    String name = "x\nINFO all is well.wav";
    Files.createFile(corpus.resolve(name));
    list(name, 0);

    StageOutcome outcome = run(Map.of(IngestStage.REJECT_LIMIT, 0.0));

    assertThat(outcome.failure().orElseThrow().code()).isEqualTo("INGEST_TOO_MANY_REJECTS");
    assertThat(outcome.failure().orElseThrow().sentence())
        .contains("x INFO all is well.wav")
        .doesNotContain("\n");
  }

  private Ingested ingest() throws IOException {
    writeManifest();
    return trial.ingest(corpus, "manifest", LENIENT);
  }

  private StageOutcome run(Map<String, Object> parameters) throws IOException {
    writeManifest();
    return trial.run(corpus, "manifest", parameters);
  }

  private void writeManifest() throws IOException {
    Files.write(corpus.resolve("manifest.jsonl"), lines, StandardCharsets.UTF_8);
  }
}
