package org.wavetrain.stage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.ObjectStoreSettings;
import org.wavetrain.definition.ArtifactKeys;
import org.wavetrain.definition.Parameters;
import org.wavetrain.local.EmbeddedServers;
import org.wavetrain.stage.event.EventJson;
import org.wavetrain.stage.event.FailureEvent;
import org.wavetrain.stage.event.FinishedEvent;
import org.wavetrain.stage.event.StageEvent;

/** Jobs that share a stage's work, against real servers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShardedJobsTest {
  private static final Parameters TEN = new Parameters(Map.of("count", 10L));

  private EmbeddedServers servers;
  private ArtifactStore store;

  @BeforeAll
  void start(@TempDir Path home) {
    servers = EmbeddedServers.start(home, Map.of("WAVETRAIN_WORK", home.toString()));
    store = ArtifactStore.connect(ObjectStoreSettings.fromEnvironment(servers.environment()));
  }

  @AfterAll
  void stop() {
    store.close();
    servers.close();
  }

  @Test
  void theArtifactOfShardsHasTheKeyAndTheContentOfTheWholeAndShardsAreRemoved() throws Exception {
    List<ArtifactKey> shards = new ArrayList<>();
    Duration elapsed = Duration.ZERO;
    for (int index = 0; index < 3; index++) {
      FinishedEvent shard = finished(job(1, Optional.of(new Shard(index, 3)), List.of()));
      assertThat(shard.cached()).isFalse();
      assertThat(store.find(shard.key())).isPresent();
      shards.add(shard.key());
      elapsed = elapsed.plus(store.open(shard.key()).manifest().elapsed());
    }

    FinishedEvent merged = finished(job(1, Optional.empty(), shards));

    assertThat(merged.key()).isEqualTo(whole(1));
    assertThat(store.open(merged.key()).manifest().elapsed()).isGreaterThanOrEqualTo(elapsed);
    assertThat(store.open(merged.key()).open("sum.txt")).hasContent("45");
    for (ArtifactKey shard : shards) {
      assertThat(store.find(shard)).isEmpty();
    }
    FinishedEvent again = finished(job(1, Optional.empty(), shards));
    assertThat(again.cached()).isTrue();
    FinishedEvent shardAgain = finished(job(1, Optional.of(new Shard(0, 3)), List.of()));
    assertThat(shardAgain)
        .isEqualTo(new FinishedEvent(shards.get(0), merged.contentDigest(), true));
    assertThat(store.find(shards.get(0))).isEmpty();
  }

  @Test
  void aShardThatIsThereIsNotMadeAgain() throws Exception {
    Job job = job(2, Optional.of(new Shard(1, 2)), List.of());

    assertThat(finished(job).cached()).isFalse();
    assertThat(finished(job).cached()).isTrue();
  }

  @Test
  void shardsOfSomethingElseAreRefused() throws Exception {
    ArtifactKey other = new Shard(0, 1).keyIn(whole(99));

    assertThat(last(job(3, Optional.empty(), List.of(other))))
        .isInstanceOfSatisfying(
            FailureEvent.class,
            failure -> assertThat(failure.code()).isEqualTo("STAGE_KEY_MISMATCH"));
  }

  @Test
  void aStageThatCannotBeSharedOutSaysSo() throws Exception {
    Job job =
        new Job(
            "count",
            "counter",
            Optional.empty(),
            new Parameters(Map.of("steps", 1L, "end", "well")),
            1,
            Map.of(),
            Map.of(),
            "sharing",
            Optional.empty(),
            "counter",
            false,
            Optional.of(new Shard(0, 2)),
            List.of());

    assertThat(last(job))
        .isInstanceOfSatisfying(
            FailureEvent.class,
            failure -> assertThat(failure.code()).isEqualTo("STAGE_NOT_SHARDABLE"));
  }

  private static ArtifactKey whole(long seed) {
    return ArtifactKeys.keyOf(AddingStage.DESCRIPTOR, TEN, seed, Map.of());
  }

  private static Job job(long seed, Optional<Shard> shard, List<ArtifactKey> shards) {
    return new Job(
        "add",
        "adder",
        Optional.empty(),
        TEN,
        seed,
        Map.of(),
        Map.of(),
        "sharing",
        Optional.empty(),
        "adder",
        false,
        shard,
        shards);
  }

  private FinishedEvent finished(Job job) throws Exception {
    StageEvent last = last(job);
    assertThat(last).isInstanceOf(FinishedEvent.class);
    return (FinishedEvent) last;
  }

  private StageEvent last(Job job) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    Map<String, String> environment = new HashMap<>(servers.environment());
    environment.put(Job.VARIABLE, job.toJson());
    new StageProcess(
            environment,
            new EventSink(new PrintStream(output, true, UTF_8)),
            List.of(new AddingStage(), new CountingStage()),
            new StopRequest(() -> {}))
        .run();
    List<String> lines = output.toString(UTF_8).lines().toList();
    return EventJson.parse(lines.get(lines.size() - 1)).orElseThrow();
  }
}
