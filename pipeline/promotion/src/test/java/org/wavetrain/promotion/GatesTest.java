package org.wavetrain.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.definition.Gates;
import org.wavetrain.definition.Gates.Bound;
import org.wavetrain.definition.Gates.NoWorse;
import org.wavetrain.definition.Gates.Side;

/**
 * Versions with whole evaluations and exports, judged by gates that a pipeline file can declare.
 */
class GatesTest {
  private static final String MODEL = "words";
  private static final int WORDS = SampleVersions.WORDS;

  @RegisterExtension private final SmallRegistry servers = new SmallRegistry(MODEL);
  private final SampleVersions versions = new SampleVersions(servers, MODEL);

  @Test
  void boundsOfAnyMetricRefuseWithATableOfWhatWasWantedAndGot() throws IOException {
    Gates gates =
        bounds(
            new Bound("wer", 0.2, Side.MAX),
            new Bound("accuracy", 0.9, Side.MIN),
            new Bound("utterances", 500, Side.MIN));

    Verdict verdict = propose(versions.of("a", gates, utterance -> utterance % 10 == 0 ? 1 : 0));

    assertThat(verdict.passed()).isFalse();
    assertThat(verdict.rules())
        .containsExactly(
            new JudgedRule("better_than_champion", "a wer", "0.0200", true),
            new JudgedRule("max_wer", "at most 0.2000", "0.0200", true),
            new JudgedRule(
                "min_accuracy", "at least 0.9000", "its evaluation has no accuracy", false),
            new JudgedRule("min_utterances", "at least 500", "400", false));
    assertThat(verdict.reason())
        .isEqualTo(
            "It breaks the rule min_accuracy: wanted at least 0.9000, got its evaluation has no"
                + " accuracy; it breaks 1 more.");
    assertThat(servers.registry().findVersion(MODEL, 1).orElseThrow().tags())
        .hasEntrySatisfying(
            "wavetrain.rules",
            text ->
                assertThat(text)
                    .contains(
                        "{\"rule\":\"max_wer\",\"wanted\":\"at most 0.2000\",\"got\":\"0.0200\",\"kept\":true}"));
  }

  @Test
  void aSlightlyWorseModelPassesWithinTheMarginAndAMuchWorseOneDoesNot() throws IOException {
    Gates gates = noWorse(0.02, List.of());
    register(versions.of("a", gates, utterance -> utterance % 10 == 0 ? 1 : 0));

    Verdict slightly = propose(versions.of("b", gates, utterance -> utterance % 9 == 0 ? 1 : 0));
    Verdict much = propose(versions.of("c", gates, utterance -> utterance % 3 == 0 ? 1 : 0));

    assertThat(slightly.passed()).as(slightly.reason()).isTrue();
    assertThat(much.passed()).isFalse();
    assertThat(much.reason())
        .contains("no_worse", "wer worse by at most 2.00 points, 95 % sure")
        .contains("0.0670 beside 0.0200");
  }

  @Test
  void aModelThatFailsOneSexIsRefusedThoughItIsBetterOnAverage() throws IOException {
    Gates gates = noWorse(0.01, List.of("sex"));
    register(versions.of("a", gates, utterance -> utterance % 2 == 0 ? 2 : 1));

    // Utterances with odd numbers are said by women.
    Verdict verdict = propose(versions.of("b", gates, utterance -> utterance % 8 == 1 ? WORDS : 0));

    assertThat(verdict.rules())
        .filteredOn(rule -> !rule.kept())
        .singleElement()
        .satisfies(rule -> assertThat(rule.rule()).isEqualTo("no_worse sex=F"));
    assertThat(verdict.rules())
        .extracting(JudgedRule::rule)
        .containsExactly("no_worse", "no_worse sex=F", "no_worse sex=M");
  }

  @Test
  void aFewUtterancesThatAllAgreeRefuse() throws IOException {
    Candidate champion = versions.of("a", noWorse(1, List.of()), utterance -> 1, 19);
    servers
        .promotion()
        .promoteAnyway(MODEL, propose(champion).version(), Promotion.CHAMPION, new Reason("tiny"));

    assertThat(propose(versions.of("b", noWorse(1, List.of()), utterance -> 0, 19)).rules())
        .containsExactly(
            new JudgedRule(
                "no_worse",
                "wer worse by at most 100.00 points, 95 % sure",
                "19 utterances, fewer than 20",
                false));
    assertThat(propose(versions.of("c", Gates.NONE, utterance -> 0, 19)).rules())
        .containsExactly(
            new JudgedRule(
                "better_than_champion",
                "enough utterances to compare with the champion",
                "19 utterances, fewer than 20",
                false));
  }

  @Test
  void aSliceOfAFewUtterancesIsNotJudgedUnlessItIsNamed() throws IOException {
    register(versions.of("a", noWorse(0, List.of()), utterance -> 1, 50));

    Verdict each = propose(versions.of("b", noWorse(0, List.of("duration")), utterance -> 0, 50));
    Verdict named =
        propose(versions.of("c", noWorse(0, List.of("duration=long")), utterance -> 0, 50));
    Verdict gone = propose(versions.of("d", noWorse(0, List.of("sex=none")), utterance -> 0, 50));

    assertThat(each.passed()).as(each.reason()).isTrue();
    assertThat(each.rules())
        .extracting(JudgedRule::rule, JudgedRule::got)
        .contains(tuple("no_worse duration=long", "not judged: 5 utterances, fewer than 20"));
    assertThat(named.reason())
        .contains("It breaks the rule no_worse duration=long", "got 5 utterances, fewer than 20");
    assertThat(gone.reason())
        .contains("It breaks the rule no_worse sex=none", "got no utterance was measured");
  }

  @Test
  void aKindOfWhichNoSliceCanBeJudgedRefuses() throws IOException {
    register(versions.of("a", noWorse(0, List.of()), utterance -> 1, 30));

    Verdict verdict = propose(versions.of("b", noWorse(0, List.of("sex")), utterance -> 0, 30));

    assertThat(verdict.rules())
        .filteredOn(rule -> !rule.kept())
        .extracting(JudgedRule::rule, JudgedRule::got)
        .containsExactly(tuple("no_worse by sex", "no slice of this kind has 20 utterances"));
  }

  @Test
  void slicesOfRecordingsWithoutATextTakeNoPartInWordErrors() throws IOException {
    Gates gates = noWorse(0.01, List.of("sex"));

    Verdict first = propose(versions.of("a", gates, utterance -> 1));
    register(versions.of("b", gates, utterance -> 1));
    Verdict second = propose(versions.of("c", gates, utterance -> 0));

    for (Verdict verdict : List.of(first, second)) {
      assertThat(verdict.passed()).as(verdict.reason()).isTrue();
      assertThat(verdict.rules())
          .extracting(JudgedRule::rule)
          .containsExactly("no_worse", "no_worse sex=F", "no_worse sex=M");
    }
  }

  @Test
  void aKindThatOnlyRecordingsWithoutATextHaveRefusesFromTheFirstVersionOn() throws IOException {
    assertThat(
            propose(versions.of("a", noWorse(0, List.of("severity", "speaker")), utterance -> 0))
                .rules())
        .filteredOn(rule -> !rule.kept())
        .extracting(JudgedRule::rule, JudgedRule::got)
        .containsExactly(
            tuple("no_worse by severity", "no utterance with a wer tells its severity"),
            tuple("no_worse by speaker", "no utterance with a wer tells its speaker"));
  }

  @Test
  void aTestSetThatIsNotTheFrozenOneRefuses() throws IOException {
    String corpus = Sha256.of("corpus 1").hex();
    Gates frozen =
        new Gates(
            List.of(),
            Optional.empty(),
            Optional.of(corpus.substring(0, 12)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    assertThat(propose(versions.of("a", "corpus 1", frozen, utterance -> 0)).passed()).isTrue();
    assertThat(propose(versions.of("b", "corpus 2", frozen, utterance -> 0)).reason())
        .contains("test_set", corpus.substring(0, 12), Sha256.of("corpus 2").hex());
  }

  @Test
  void exportsAreHeldToParityAndSize() throws IOException {
    Gates gates =
        new Gates(
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(1e-6),
            Optional.of(1L),
            Optional.empty());

    assertThat(propose(versions.of("a", gates, utterance -> 0)).rules())
        .contains(
            new JudgedRule("max_parity_difference", "at most 1.0E-6", "3.7E-6", false),
            new JudgedRule("max_size", "at most 1 MiB", "2.0 MiB", false));
  }

  @Test
  void aModelThatIsTooSlowHereIsRefused() throws IOException {
    Gates gates =
        new Gates(
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(0.1));
    SampleTrials slow =
        new SampleTrials() {
          @Override
          public double realTimeFactor(ArtifactKey export) {
            return 0.25;
          }
        };

    assertThat(servers.gatekeeper(slow).propose(versions.of("a", gates, utterance -> 0)).rules())
        .contains(new JudgedRule("max_real_time_factor", "at most 0.1000", "0.2500", false));
  }

  @Test
  void aVersionIsJudgedAgainByTheGatesOfItsTime() throws IOException {
    Gates gates = bounds(new Bound("wer", 0.01, Side.MAX));
    propose(versions.of("a", gates, utterance -> utterance % 10 == 0 ? 1 : 0));

    assertThat(servers.gatekeeper().judge(MODEL, Optional.of(1)).rules())
        .contains(new JudgedRule("max_wer", "at most 0.0100", "0.0200", false));
  }

  private static Gates bounds(Bound... bounds) {
    return new Gates(
        List.of(bounds),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Gates noWorse(double margin, List<String> slices) {
    return new Gates(
        List.of(),
        Optional.of(new NoWorse(margin, 0.95, slices)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private Verdict propose(Candidate candidate) {
    return servers.gatekeeper().propose(candidate);
  }

  private void register(Candidate candidate) {
    assertThat(servers.promotion().register(candidate).decision().outcome())
        .isEqualTo(Decision.Outcome.PROMOTED);
  }
}
