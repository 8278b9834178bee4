package org.wavetrain.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.wavetrain.definition.Gates;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;

/** Versions whose tags a person changed in the registry. */
class ChangedTagsTest {
  private static final String MODEL = "words";
  private static final String CHANGED = "mine";

  @RegisterExtension private final SmallRegistry servers = new SmallRegistry(MODEL);
  private final SampleVersions versions = new SampleVersions(servers, MODEL);

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected =
          "a tag of the champion, read back from the registry, that is no key of an artifact",
      outcome = "it is not followed; the version is not compared with it")
  void aVersionIsNotComparedWithAChampionWhoseKeyIsNone() {
    servers.promotion().register(servers.candidate("a", 0.5));
    change(1, Promotion.KEY_TAG);

    Registered refused = servers.promotion().register(servers.candidate("b", 0.4));

    assertThat(refused.decision().reason())
        .contains("version 1 has the tag wavetrain.artifact_key \"mine\", which is no key");
    assertThat(force(2).passed()).isTrue();
    assertThat(servers.champion().version()).isEqualTo(2);
  }

  @Test
  void aChampionWhoseKeyIsNoneTakesItsPlaceAgain() {
    servers.promotion().register(servers.candidate("a", 0.5));
    servers.promotion().register(servers.candidate("b", 0.4));
    change(1, Promotion.KEY_TAG);
    change(2, Promotion.KEY_TAG);

    Verdict back = servers.champions().rollBack(MODEL, new Reason("it is worse"));

    assertThat(back.measured()).isEqualTo(Optional.of(new Measured("wer", 0.5, Direction.LOWER)));
    assertThat(servers.champion().version()).isEqualTo(1);
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a tag of a version, read back from the registry, that is no key of an artifact",
      outcome = "the version is refused and told why")
  void aVersionWhoseKeyIsNoneIsRefusedAndToldWhy() {
    servers.promotion().register(servers.candidate("a", 0.5));
    servers.gatekeeper().propose(servers.candidate("b", 0.4));
    change(2, Promotion.KEY_TAG);

    assertThat(servers.gatekeeper().judge(MODEL, Optional.of(2)).reason())
        .isEqualTo(
            "It has the tag wavetrain.artifact_key \"mine\", which is no key of an artifact.");
    assertThat(force(2).passed()).isTrue();
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a tag that should name an evaluation and names something else",
      outcome = "the version is refused and told why")
  void aVersionWhoseEvaluationIsNoneIsRefusedAndToldWhy() throws IOException {
    servers.promotion().register(versions.of("a", Gates.NONE, utterance -> 2));
    servers.gatekeeper().propose(versions.of("b", Gates.NONE, utterance -> 1));
    change(2, Promotion.EVALUATION_TAG);

    Verdict verdict = servers.gatekeeper().judge(MODEL, Optional.of(2));

    assertThat(verdict.passed()).isFalse();
    assertThat(verdict.reason()).contains("version 2 has the tag wavetrain.evaluation \"mine\"");
    assertThat(force(2).passed()).isTrue();
  }

  @Test
  void aMetricThatNoUtteranceTellsIsNoneToBeJudgedBy() {
    Gates gates =
        new Gates(
            List.of(),
            Optional.of(new Gates.NoWorse(0.1, 0.95, List.of())),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    Map<String, String> tags =
        new HashMap<>(new DeclaredGates("wer", Direction.LOWER, gates).tags());
    assertThat(DeclaredGates.ofTags(tags).map(DeclaredGates::gates)).contains(gates);

    tags.put(DeclaredGates.METRIC_TAG, CHANGED);

    assertThat(DeclaredGates.ofTags(tags)).isEmpty();
  }

  private Verdict force(int version) {
    return servers
        .promotion()
        .promoteAnyway(MODEL, version, Promotion.CHAMPION, new Reason("it is needed"));
  }

  private void change(int version, String tag) {
    servers.registry().tagVersion(MODEL, version, tag, CHANGED);
  }
}
