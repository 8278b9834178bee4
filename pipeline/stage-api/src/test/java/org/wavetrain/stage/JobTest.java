package org.wavetrain.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.definition.Parameters;
import org.wavetrain.failure.UserFailure;

class JobTest {
  private static final Job JOB =
      new Job(
          "finetune",
          "tuned",
          new ArtifactKey("finetune", Sha256.of("tuned")),
          new Parameters(
              Map.of(
                  "steps",
                  100L,
                  "learning_rate",
                  1.0,
                  "exits",
                  List.of(2L, 4L),
                  "speeds",
                  List.of(1.0),
                  "schedule",
                  "linear",
                  "freeze",
                  true)),
          Long.MAX_VALUE,
          Map.of("corpus", List.of(new ArtifactKey("ingest", Sha256.of("corpus")))),
          Map.of(
              "recordings",
              List.of(new JobSource("a", Path.of("/with space/ä"), "auto", Sha256.of("a")))),
          "commands",
          Optional.of("run"),
          "tuned",
          true);

  @Test
  void aJobIsReadAsItWasWritten() {
    assertThat(Job.fromJson(JOB.toJson())).isEqualTo(JOB);
  }

  @Test
  void aJobWithoutAPipelineRunIsReadAsItWasWritten() {
    Job job =
        new Job(
            JOB.kind(),
            JOB.name(),
            JOB.key().orElseThrow(),
            JOB.parameters(),
            0,
            Map.of(),
            Map.of(),
            JOB.experiment(),
            Optional.empty(),
            JOB.runName(),
            JOB.again());

    assertThat(Job.fromJson(job.toJson())).isEqualTo(job);
  }

  @Test
  void aJobMayLeaveItsKeyToTheStageAndBeAShard() {
    String json =
        "{\"kind\":\"ingest\",\"name\":\"in\",\"parameters\":{},\"seed\":1,\"inputs\":{},"
            + "\"sources\":{},\"experiment\":\"e\",\"runName\":\"in\",\"again\":false,"
            + "\"shard\":{\"index\":1,\"count\":4}}";

    Job job = Job.fromJson(json);

    assertThat(job.key()).isEmpty();
    assertThat(job.pipelineRunId()).isEmpty();
    assertThat(job.shard()).contains(new Shard(1, 4));
    assertThat(job.shards()).isEmpty();
    assertThat(job.toJson()).isEqualTo(json);
    assertThatThrownBy(() -> Job.fromJson(json.replace("\"index\":1", "\"index\":4")))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(StageError.STAGE_JOB_INVALID));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "not JSON", "[]", "null"})
  void textThatIsNoJobIsRefused(String text) {
    assertThatThrownBy(() -> Job.fromJson(text))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(StageError.STAGE_JOB_INVALID));
  }
}
