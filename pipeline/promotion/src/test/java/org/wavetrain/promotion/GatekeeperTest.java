package org.wavetrain.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.wavetrain.definition.Gates;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.tracking.ModelVersion;

class GatekeeperTest {
  private static final String MODEL = "commands";

  @RegisterExtension private final SmallRegistry servers = new SmallRegistry(MODEL);

  @Test
  @Fault(
      area = FaultArea.TWICE_AT_ONCE,
      injected = "many registrations of one export at once",
      outcome = "one version")
  void manyRegistrationsOfOneExportAtOnceMakeOneVersion() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<Verdict>> verdicts = new ArrayList<>();
    for (int count = 0; count < 4; count++) {
      verdicts.add(threads.submit(() -> servers.gatekeeper().propose(servers.candidate("a", 0.5))));
    }
    for (Future<Verdict> verdict : verdicts) {
      assertThat(verdict.get().version()).isEqualTo(1);
      assertThat(verdict.get().reason()).isEqualTo("There was no champion.");
    }
    threads.shutdown();

    assertThat(servers.registry().versions(MODEL)).hasSize(1);
  }

  @Test
  void aProposalIsJudgedButNotPutInService() {
    servers.promotion().register(servers.candidate("a", 0.5));

    Verdict better = servers.gatekeeper().propose(servers.candidate("b", 0.4));
    Verdict worse = servers.gatekeeper().propose(servers.candidate("c", 0.6));

    assertThat(better.passed()).isTrue();
    assertThat(worse.passed()).isFalse();
    assertThat(worse.reason()).contains("0.6000");
    assertThat(servers.champion().version()).isEqualTo(1);
    ModelVersion challenger = servers.registry().byAlias(MODEL, Promotion.CHALLENGER).orElseThrow();
    assertThat(challenger.version()).isEqualTo(3);
    assertThat(challenger.tags().get("wavetrain.verdict"))
        .startsWith("refused: It breaks the rule");
  }

  @Test
  void aVersionIsJudgedAnewAgainstTheChampionOfToday() {
    servers.promotion().register(servers.candidate("a", 0.5));
    servers.gatekeeper().propose(servers.candidate("b", 0.4));
    servers.gatekeeper().propose(servers.candidate("c", 0.3));
    servers.promotion().promoteAnyway(MODEL, 3, Promotion.CHAMPION, new Reason("by hand"));

    assertThat(servers.gatekeeper().judge(MODEL, Optional.of(2)).passed()).isFalse();
    assertThat(servers.gatekeeper().judge(MODEL, Optional.of(3)).reason())
        .isEqualTo("The export is the same as before.");
    assertThat(servers.gatekeeper().judge(MODEL, Optional.empty()).version()).isEqualTo(2);
    assertThatThrownBy(() -> servers.gatekeeper().judge(MODEL, Optional.of(9)))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(PromotionError.MODEL_VERSION_MISSING);
              assertThat(failure.remedy()).isEqualTo("Name one of its versions: 1, 2, 3.");
            });
    assertThatThrownBy(() -> servers.gatekeeper().judge("wrods", Optional.of(1)))
        .isInstanceOf(UserFailure.class)
        .hasMessage("There is no registered model wrods.");
  }

  @Test
  void aVersionTellsByWhichMetricItIsJudged() {
    Map<String, String> tags =
        new HashMap<>(new DeclaredGates("accuracy", Direction.HIGHER, Gates.NONE).tags());
    tags.put(Promotion.CORPUS_TAG, "corpus");
    servers.promotion().register(servers.measured("a", Map.of("accuracy", 0.8), tags));

    assertThat(
            servers
                .gatekeeper()
                .propose(servers.measured("b", Map.of("accuracy", 0.9), tags))
                .passed())
        .isTrue();
    assertThat(
            servers
                .gatekeeper()
                .propose(servers.measured("c", Map.of("accuracy", 0.7), tags))
                .passed())
        .isFalse();
    assertThat(
            servers
                .gatekeeper()
                .propose(servers.measured("d", Map.of("accuracy", 0.9), Map.of()))
                .reason())
        .isEqualTo("Its tags do not say by which metric it is judged.");
  }

  @Test
  void versionsOfWhichNobodyKnowsTheRecordingsAreNotCompared() {
    servers
        .promotion()
        .register(servers.measured("a", Map.of("wer", 0.8), SmallRegistry.WER.tags()));

    assertThat(
            servers
                .gatekeeper()
                .propose(servers.measured("b", Map.of("wer", 0.5), SmallRegistry.WER.tags()))
                .rules())
        .extracting(JudgedRule::got)
        .containsExactly("version 1 was measured on other recordings");
  }

  @Test
  void aVerdictTellsTheFigureThatItWasReachedByAndItsRules() {
    Measured measured = new Measured("wer", 0.4, Direction.LOWER);

    Verdict verdict = servers.gatekeeper().propose(servers.candidate("a", 0.4));

    assertThat(verdict.measured()).contains(measured);
    assertThat(verdict.rules())
        .containsExactly(new JudgedRule("better_than_champion", "a wer", "0.4000", true));
    assertThat(servers.gatekeeper().judge(MODEL, Optional.of(1)).measured()).contains(measured);
  }

  @Test
  void aPreviewChangesNothing() {
    servers.promotion().register(servers.candidate("a", 0.5));
    servers.gatekeeper().propose(servers.candidate("b", 0.4));
    servers.gatekeeper().propose(servers.candidate("c", 0.6));
    Map<String, String> before = servers.registry().findVersion(MODEL, 2).orElseThrow().tags();

    assertThat(servers.gatekeeper().preview(MODEL, 2).passed()).isTrue();

    assertThat(servers.registry().byAlias(MODEL, Promotion.CHALLENGER).orElseThrow().version())
        .isEqualTo(3);
    assertThat(servers.registry().findVersion(MODEL, 2).orElseThrow().tags()).isEqualTo(before);
  }

  @Test
  void theLastVerdictIsKeptWithTheRunThatMadeTheVersion() {
    servers.promotion().register(servers.candidate("a", 0.5));
    Candidate worse = servers.candidate("b", 0.6);
    servers.gatekeeper().propose(worse);

    Verdict kept = servers.verdict(worse.runId());
    assertThat(kept.passed()).isFalse();
    assertThat(kept.rules()).extracting(JudgedRule::kept).containsExactly(false);
  }
}
