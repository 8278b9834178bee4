package org.wavetrain.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.definition.Gates;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.promotion.Candidate;
import org.wavetrain.promotion.Move;
import org.wavetrain.promotion.Promotion;
import org.wavetrain.promotion.SampleVersions;
import org.wavetrain.promotion.SmallRegistry;
import org.wavetrain.report.KeptReports;
import org.wavetrain.tracking.ModelVersion;

/**
 * Registrations that die before a step of theirs, are asked for again, die before the next one, and
 * so on.
 */
@Tag("slow")
class KilledRegistrationTest {
  private static final String MODEL = SmallPipeline.NAME;
  private static final String NEW_MODEL = "registered-models/create";
  private static final String NEW_VERSION = "model-versions/create";
  private static final String CHALLENGER = "registered-models/alias challenger";
  private static final String RULES = "model-versions/set-tag wavetrain.rules";
  private static final String VERDICT = "model-versions/set-tag wavetrain.verdict";

  @RegisterExtension private final SmallRegistry servers = new SmallRegistry(MODEL);

  @TempDir private Path folder;

  private MortalCommands commands;

  @BeforeEach
  void prepare() throws Exception {
    commands = new MortalCommands(servers, folder);
  }

  @AfterEach
  void close() {
    commands.close();
  }

  @Test
  @Fault(
      area = FaultArea.PROCESSES,
      injected = "SIGKILL of a registration before each of its changes",
      outcome = "told again, it registers one version with one verdict")
  void aGateThatDiesAgainAndAgainRegistersOneVersionWithItsVerdict() throws Exception {
    Candidate made = new SampleVersions(servers, MODEL).of("a", Gates.NONE, utterance -> 1);
    String begun =
        """
        {"pipeline": "words", "variant": "plain", "date": "2026-01-31", "pipelineRunId": "%s",
         "register": {"model": "words", "export": "export", "evaluation": "evaluate",
                      "metric": "wer", "better": "lower"}}
        """
            .formatted(servers.runId());
    String artifacts =
        "{\"export\":\"%s\",\"evaluate\":\"%s\"}"
            .formatted(made.export(), made.tags().get(Promotion.EVALUATION_TAG));

    while (commands.isKilled("task", "gate", "--begun", begun, "--artifacts", artifacts)) {
      assertThat(servers.registry().versions(MODEL)).hasSizeLessThan(2);
    }

    assertThat(commands.deaths())
        .containsExactly(NEW_MODEL, NEW_VERSION, CHALLENGER, RULES, VERDICT);
    requireJudged(onlyVersion());
    assertThat(servers.registry().byAlias(MODEL, Promotion.CHALLENGER)).contains(onlyVersion());
    assertThat(servers.registry().byAlias(MODEL, Promotion.CHAMPION)).isEmpty();
  }

  @Test
  @Fault(
      area = FaultArea.PROCESSES,
      injected = "SIGKILL of a run before each of its changes of the registry",
      outcome = "the next run ends with one version, which is in service")
  void aRunThatDiesAgainAndAgainEndsWithOneVersionInService() throws Exception {
    String file = SmallPipeline.write(folder, 2).toString();

    while (commands.isKilled("run", file)) {
      assertThat(servers.registry().byAlias(MODEL, Promotion.CHAMPION))
          .as("the alias is moved last")
          .isEmpty();
    }

    assertThat(commands.deaths())
        .containsExactly(
            NEW_MODEL,
            NEW_VERSION,
            CHALLENGER,
            RULES,
            VERDICT,
            "model-versions/set-tag wavetrain.decision",
            "model-versions/set-tag wavetrain.promoted",
            "model-versions/set-tag wavetrain.promoted_by",
            "model-versions/set-tag wavetrain.promotion_reason",
            "registered-models/alias champion");
    ModelVersion version = onlyVersion();
    requireJudged(version);
    assertThat(servers.champion()).isEqualTo(version);
    assertThat(version.tags().get("wavetrain.decision")).startsWith("PROMOTED: ");
    assertThat(servers.moves().of(MODEL)).extracting(Move::version).containsExactly(1);
  }

  private ModelVersion onlyVersion() {
    assertThat(servers.registry().versions(MODEL)).hasSize(1);
    return servers.registry().versions(MODEL).get(0);
  }

  /** That its verdict is in its tags, and as a file beside the run that made it. */
  private void requireJudged(ModelVersion version) {
    assertThat(version.tags().get("wavetrain.verdict")).startsWith("passed: ");
    assertThat(version.tags()).containsKey("wavetrain.rules");
    assertThat(new KeptReports(servers.store()).find(version.runId().orElseThrow(), "verdict.json"))
        .hasValueSatisfying(
            file ->
                assertThat(new String(file, UTF_8))
                    .startsWith("{\"model\":\"words\",\"version\":1,\"passed\":true"));
  }
}
