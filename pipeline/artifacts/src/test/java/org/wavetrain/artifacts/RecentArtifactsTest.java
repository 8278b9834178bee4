package org.wavetrain.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecentArtifactsTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private static Manifest manifest(int number) {
    return new Manifest(
        key(number),
        List.of(),
        Sha256.of("content"),
        Map.of(),
        "{}",
        1,
        "1",
        START.plusSeconds(number),
        Duration.ZERO);
  }

  private static ArtifactKey key(int number) {
    return new ArtifactKey("evaluate", Sha256.of("artifact " + number));
  }

  @Test
  void onlyTheNewestKeepTheirMarks(@TempDir Path folder) throws Exception {
    try (S3Server server = S3Server.start(folder);
        Bucket bucket = Bucket.connect(server.settings())) {
      RecentArtifacts recent = new RecentArtifacts(bucket);
      int many = 3 * RecentArtifacts.MOST;
      for (int number = 0; number < many; number++) {
        recent.add(manifest(number));
      }

      assertThat(recent.newest("evaluate", RecentArtifacts.MOST))
          .containsExactlyElementsOf(
              IntStream.iterate(many - 1, number -> number - 1)
                  .limit(RecentArtifacts.MOST)
                  .mapToObj(RecentArtifactsTest::key)
                  .toList());
      assertThat(bucket.keys("recent/")).hasSizeLessThan(2 * RecentArtifacts.MOST);
    }
  }
}
