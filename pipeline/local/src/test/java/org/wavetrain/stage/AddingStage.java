package org.wavetrain.stage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import org.wavetrain.artifacts.ArtifactReader;
import org.wavetrain.definition.Parameter;
import org.wavetrain.definition.Parameters;
import org.wavetrain.definition.StageDescriptor;

/** A stage that adds the numbers from 0, which can be shared out. */
public final class AddingStage implements ShardableStage {
  static final StageDescriptor DESCRIPTOR =
      new StageDescriptor(
          "add",
          "1",
          "Adds.",
          List.of(),
          List.of(Parameter.integer("count", 10, 0, 1000, "How many.")),
          64,
          true);

  @Override
  public StageDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void run(StageContext context) throws IOException {
    runShard(context, Shard.WHOLE);
  }

  @Override
  public void runShard(StageContext context, Shard shard) throws IOException {
    long count = context.parameters().integer("count");
    long sum = 0;
    for (long number = shard.first(count); number < shard.end(count); number++) {
      sum += number;
    }
    put(context, sum);
  }

  @Override
  public void merge(StageContext context, List<ArtifactReader> shards) throws IOException {
    long sum = 0;
    for (ArtifactReader shard : shards) {
      try (InputStream content = shard.open("sum.txt")) {
        sum += Long.parseLong(new String(content.readAllBytes(), UTF_8));
      }
    }
    put(context, sum);
  }

  private static void put(StageContext context, long sum) throws IOException {
    context.output().put("sum.txt", Long.toString(sum).getBytes(UTF_8));
  }

  @Override
  public Duration roughEstimate(Parameters parameters) {
    return Duration.ofSeconds(1);
  }
}
