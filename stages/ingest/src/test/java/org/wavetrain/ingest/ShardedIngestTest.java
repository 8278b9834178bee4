package org.wavetrain.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wavetrain.corpus.CorpusReader;
import org.wavetrain.stage.Shard;
import org.wavetrain.synthesis.StandInCorpora;
import org.wavetrain.testing.InMemoryStageContext;
import org.wavetrain.testing.ShardedWork;

class ShardedIngestTest {
  @TempDir private Path folder;
  private Path commands;

  /** Thirty recordings, of which the first and one in the middle cannot be read. */
  @BeforeEach
  void speak() throws Exception {
    commands = folder.resolve("commands");
    new StandInCorpora(2).commands(commands, 30, 5, 3, done -> {});
    try (Stream<Path> files = Files.list(commands.resolve("wavs"))) {
      List<Path> recordings = files.sorted().toList();
      Files.writeString(recordings.get(0), "no sound");
      Files.writeString(recordings.get(14), "no sound either");
    }
  }

  private InMemoryStageContext context() throws Exception {
    return new InMemoryStageContext(
            new IngestStage().descriptor(),
            Map.of("reject_limit", 0.5),
            Files.createTempDirectory(folder, "work"))
        .withSource("recordings", commands);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 40})
  void theCorpusIsTheSameByteForByte(int shards) throws Exception {
    InMemoryStageContext whole = context();
    new IngestStage().run(whole);

    InMemoryStageContext merged = ShardedWork.merged(new IngestStage(), shards, this::context);

    assertThat(merged.output().files()).containsExactlyEntriesOf(whole.output().files());
    assertThat(merged.metrics()).isEqualTo(whole.metrics());
    assertThat(merged.lastMetric("rejects")).isEqualTo(2);
  }

  @Test
  void aShardReadsItsPartAlone() throws Exception {
    InMemoryStageContext whole = context();
    new IngestStage().run(whole);
    InMemoryStageContext part = context();

    new IngestStage().runShard(part, new Shard(1, 3));

    long all = CorpusReader.open(whole.output()).bytes();
    assertThat(CorpusReader.open(part.output()).bytes()).isBetween(all / 5, all / 2);
  }
}
