package org.wavetrain.ingest;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.artifacts.ArtifactReader;
import org.wavetrain.artifacts.ArtifactWriter;
import org.wavetrain.audio.DecodedAudio;
import org.wavetrain.corpus.CorpusReader;
import org.wavetrain.corpus.CorpusWriter;
import org.wavetrain.corpus.Utterance;
import org.wavetrain.stage.Shard;
import org.wavetrain.stage.StageContext;

/**
 * Recordings that several shards decoded. Of each shard there is a corpus of what is usable, and a
 * file that tells of every recording, also of what is not.
 *
 * @param shards the artifacts, in their order
 */
record ShardRecordings(List<ArtifactReader> shards) implements Recordings {
  private static final String FILE = "recordings.json";
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * One recording.
   *
   * @param id of the candidate
   * @param reason why it was rejected; null if it was not
   * @param sentence what is wrong with it; null if it was not rejected
   */
  private record Line(
      String id, int sampleRateHz, int channels, String codec, String reason, String sentence) {}

  /** Decodes those of one shard and puts them into its artifact. */
  static void write(List<Placed> placed, Shard shard, Recordings source, StageContext context)
      throws IOException {
    List<Placed> own =
        placed.subList((int) shard.first(placed.size()), (int) shard.end(placed.size()));
    List<Line> lines = new ArrayList<>();
    try (CorpusWriter writer =
        new CorpusWriter(context.output(), context.workDirectory().resolve("shards"))) {
      source.read(
          own,
          new Consumer() {
            @Override
            public void checked(Placed one, CheckedRecording recording) throws IOException {
              DecodedAudio audio = recording.audio();
              writer.add(one.utterance(audio.samples().length), audio.samples());
              add(
                  new Line(
                      one.candidate().id(),
                      audio.sourceSampleRateHz(),
                      audio.sourceChannels(),
                      audio.codec(),
                      null,
                      null));
            }

            @Override
            public void rejected(Placed one, String reason, String sentence) {
              add(new Line(one.candidate().id(), 0, 0, null, reason, sentence));
            }

            private void add(Line line) {
              lines.add(line);
              CorpusIngest.report(context, lines.size(), own.size());
            }
          });
      writer.finish(List.of(), Map.of());
    }
    put(lines, context.output());
  }

  private static void put(List<Line> lines, ArtifactWriter output) throws IOException {
    output.put(FILE, JSON.writeValueAsBytes(lines));
  }

  @Override
  public void read(List<Placed> placed, Consumer consumer) throws IOException {
    Iterator<Placed> expected = placed.iterator();
    for (ArtifactReader shard : shards) {
      Iterator<Line> lines = lines(shard).iterator();
      try {
        CorpusReader.open(shard)
            .forEach(
                any -> true,
                (utterance, samples) ->
                    handOver(Optional.of(utterance), samples, lines, expected, consumer));
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
      handOver(Optional.empty(), new short[0], lines, expected, consumer);
    }
    if (expected.hasNext()) {
      throw new IllegalStateException(
          "the shards lack " + expected.next().candidate().id() + " and what follows");
    }
  }

  private static List<Line> lines(ArtifactReader shard) throws IOException {
    try (InputStream content = shard.open(FILE)) {
      return List.of(JSON.readValue(content.readAllBytes(), Line[].class));
    }
  }

  /** Hands over what was rejected before an utterance, then the utterance. */
  private static void handOver(
      Optional<Utterance> utterance,
      short[] samples,
      Iterator<Line> lines,
      Iterator<Placed> expected,
      Consumer consumer) {
    while (lines.hasNext()) {
      Line line = lines.next();
      Placed placed = expected.next();
      if (!placed.candidate().id().equals(line.id())) {
        throw new IllegalStateException(
            "the shards have " + line.id() + " in place of " + placed.candidate().id());
      }
      try {
        if (line.reason() == null) {
          consumer.checked(placed, recording(line, samples));
          return;
        }
        consumer.rejected(placed, line.reason(), line.sentence());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    if (utterance.isPresent()) {
      throw new IllegalStateException("a shard does not tell of " + utterance.get().id());
    }
  }

  private static CheckedRecording recording(Line line, short[] samples) {
    return CheckedRecording.of(
        new DecodedAudio(samples, line.sampleRateHz(), line.channels(), line.codec()));
  }
}
