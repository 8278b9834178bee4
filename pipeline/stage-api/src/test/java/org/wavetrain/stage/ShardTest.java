package org.wavetrain.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.Sha256;

class ShardTest {
  @ParameterizedTest
  @CsvSource({"1, 10", "3, 10", "7, 7", "5, 2", "4, 0"})
  void everyPieceOfWorkIsOneShards(int count, long pieces) {
    for (long piece = 0; piece < pieces; piece++) {
      long wanted = piece;
      assertThat(
              IntStream.range(0, count)
                  .filter(index -> new Shard(index, count).has(wanted, pieces)))
          .hasSize(1);
    }
    assertThat(new Shard(count - 1, count).end(pieces)).isEqualTo(pieces);
  }

  @Test
  void theKeyTellsTheWholeAndThePart() {
    ArtifactKey one = new ArtifactKey("ingest", Sha256.of("one"));
    ArtifactKey two = new ArtifactKey("ingest", Sha256.of("two"));
    Set<ArtifactKey> keys = new HashSet<>();
    keys.add(new Shard(0, 2).keyIn(one));
    keys.add(new Shard(1, 2).keyIn(one));
    keys.add(new Shard(0, 3).keyIn(one));
    keys.add(new Shard(0, 2).keyIn(two));

    assertThat(keys).hasSize(4).allMatch(key -> key.stage().equals("ingest-shard"));
    assertThat(new Shard(1, 4)).hasToString("2/4");
  }
}
