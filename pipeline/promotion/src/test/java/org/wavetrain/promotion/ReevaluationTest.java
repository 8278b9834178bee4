package org.wavetrain.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.Claim;
import org.wavetrain.artifacts.Claims;
import org.wavetrain.definition.Gates;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.promotion.SampleVersions.Errors;
import org.wavetrain.promotion.SampleVersions.Measuring;
import org.wavetrain.tracking.ModelVersion;

/** Champions that were not measured like their challenger, and so are measured again. */
class ReevaluationTest {
  private static final String MODEL = "words";

  /** What the stage has that measures again. */
  private static final String STAGE_CODE = "2";

  private static final Measuring USUAL = new Measuring("corpus", "{}", "words.arpa", STAGE_CODE);

  @RegisterExtension private final SmallRegistry servers = new SmallRegistry(MODEL);
  private final SampleVersions versions = new SampleVersions(servers, MODEL);

  @Test
  void aChampionThatWasMeasuredElsewhereIsMeasuredAgain() throws IOException {
    servers.promotion().register(versions.of("a", "corpus 1", Gates.NONE, utterance -> 0));
    Candidate challenger = versions.of("b", "corpus 2", Gates.NONE, utterance -> utterance % 2);
    ArtifactKey again =
        versions.evaluation("a on corpus 2", Measuring.on("corpus 2"), utterance -> 1);
    SampleTrials trials =
        new SampleTrials() {
          @Override
          public ArtifactKey evaluate(ModelVersion version, Candidate like) {
            assertThat(version.version()).isEqualTo(1);
            assertThat(like).isEqualTo(challenger);
            return again;
          }
        };

    Verdict verdict = servers.gatekeeper(trials).propose(challenger);

    assertThat(verdict.passed()).as(verdict.reason()).isTrue();
    assertThat(verdict.rules())
        .containsExactly(
            new JudgedRule(
                "better_than_champion", "wer less than the 0.2000 of version 1", "0.1000", true));
  }

  @Test
  void aChampionThatCannotBeMeasuredAgainStays() throws IOException {
    servers.promotion().register(versions.of("a", "corpus 1", Gates.NONE, utterance -> 1));
    SampleTrials trials =
        new SampleTrials() {
          @Override
          public ArtifactKey evaluate(ModelVersion version, Candidate like) {
            throw new UserFailure(PromotionError.VERSION_NOT_MEASURABLE, "It is gone.", "");
          }
        };

    Verdict verdict =
        servers
            .gatekeeper(trials)
            .propose(versions.of("b", "corpus 2", Gates.NONE, utterance -> 0));

    assertThat(verdict.passed()).isFalse();
    assertThat(verdict.reason())
        .contains("version 1 cannot be measured on the same recordings: It is gone.");
  }

  private static Stream<Measuring> otherwise() {
    return Stream.of(
        new Measuring("corpus", "{\"beam\":8}", "words.arpa", STAGE_CODE),
        new Measuring("corpus", "{}", "others.arpa", STAGE_CODE),
        new Measuring("corpus", "{}", "", STAGE_CODE),
        new Measuring("corpus", "{}", "words.arpa", "1"),
        new Measuring("another", "{}", "words.arpa", STAGE_CODE));
  }

  @ParameterizedTest
  @MethodSource("otherwise")
  void aChampionIsMeasuredAgainWithTheRecordingsDecoderLanguageModelAndCodeOfItsChallenger(
      Measuring measuring) throws IOException {
    servers.promotion().register(versions.of("a", measuring, utterance -> 0));

    Verdict verdict =
        servers
            .gatekeeper(measuringLike(USUAL, utterance -> 2))
            .propose(versions.of("b", USUAL, utterance -> 1));

    assertThat(verdict.rules())
        .containsExactly(
            new JudgedRule(
                "better_than_champion", "wer less than the 0.4000 of version 1", "0.2000", true));
  }

  @Test
  void aVersionThatAnOlderProgramMeasuredIsNotComparedWithWhatThisOneMeasures() throws IOException {
    Measuring old = new Measuring("corpus", "{}", "words.arpa", "1");
    servers.promotion().register(versions.of("a", USUAL, utterance -> 2));

    Verdict verdict =
        servers
            .gatekeeper(measuringLike(old, utterance -> 2))
            .propose(versions.of("b", old, utterance -> 1));

    assertThat(verdict.passed()).isFalse();
    assertThat(verdict.reason())
        .contains(
            "version 2 was measured by an older program than measures version 1 now, so its"
                + " pipeline is to be run again");
  }

  @Test
  void nobodyWaitsWhileAChampionIsMeasured() throws IOException {
    servers.promotion().register(versions.of("a", "corpus 1", Gates.NONE, utterance -> 0));
    Candidate challenger = versions.of("b", "corpus 2", Gates.NONE, utterance -> 1);
    servers.gatekeeper(giving(challenger)).propose(challenger);
    List<Boolean> free = new ArrayList<>();
    ArtifactKey again = versions.evaluation("a again", Measuring.on("corpus 2"), utterance -> 2);

    SampleTrials trials =
        new SampleTrials() {
          @Override
          public ArtifactKey evaluate(ModelVersion version, Candidate like) {
            free.add(isNobodysTurn());
            return again;
          }
        };
    servers.promotion(trials).promote(MODEL, 2, "it is better");

    assertThat(free).containsExactly(true);
    assertThat(servers.champion().version()).isEqualTo(2);
  }

  @Test
  void aVersionIsJudgedAgainIfTheChampionIsAnotherOnceItWasMeasured() throws IOException {
    servers.promotion().register(versions.of("a", "corpus 1", Gates.NONE, utterance -> 2));
    Candidate better = versions.of("c", "corpus 1", Gates.NONE, utterance -> 0);
    servers.gatekeeper().propose(better);
    ArtifactKey first = versions.evaluation("a again", Measuring.on("corpus 2"), utterance -> 2);
    ArtifactKey second = versions.evaluation("c again", Measuring.on("corpus 2"), utterance -> 0);
    List<Integer> measured = new ArrayList<>();
    SampleTrials trials =
        new SampleTrials() {
          @Override
          public ArtifactKey evaluate(ModelVersion version, Candidate like) {
            measured.add(version.version());
            if (version.version() == 1) {
              servers.promotion().promote(MODEL, 2, "it came meanwhile");
              return first;
            }
            return second;
          }
        };

    Registered late =
        servers
            .promotion(trials)
            .register(versions.of("b", "corpus 2", Gates.NONE, utterance -> 1));

    assertThat(measured).containsExactly(1, 2);
    assertThat(late.decision().reason()).contains("wer less than the 0 of version 2");
    assertThat(servers.champion().version()).isEqualTo(2);
    assertThat(servers.moves().of(MODEL)).extracting(Move::version).containsExactly(1, 2);
  }

  @Test
  void whoeverOverrulesTheGatesWaitsForNoEvaluation() throws IOException {
    servers.promotion().register(versions.of("a", "corpus 1", Gates.NONE, utterance -> 0));
    Candidate challenger = versions.of("b", "corpus 2", Gates.NONE, utterance -> 1);
    servers.gatekeeper(giving(challenger)).propose(challenger);

    Verdict verdict =
        servers
            .promotion()
            .promoteAnyway(MODEL, 2, Promotion.CHAMPION, new Reason("it is needed now"));

    assertThat(verdict.passed()).isTrue();
    assertThat(verdict.rules())
        .singleElement()
        .satisfies(
            rule -> {
              assertThat(rule.kept()).isFalse();
              assertThat(rule.got()).contains("version 1 was not evaluated so yet");
            });
  }

  /** As the stage measures: with its own code, whatever measured the other. */
  private SampleTrials measuringLike(Measuring other, Errors errors) {
    return new SampleTrials() {
      @Override
      public ArtifactKey evaluate(ModelVersion version, Candidate like) {
        Measuring measuring =
            new Measuring(other.corpus(), other.parameters(), other.languageModel(), STAGE_CODE);
        try {
          return versions.evaluation("version " + version.version() + " again", measuring, errors);
        } catch (IOException failure) {
          throw new UncheckedIOException(failure);
        }
      }
    };
  }

  /** Whatever is asked for. */
  private static SampleTrials giving(ArtifactKey evaluation) {
    return new SampleTrials() {
      @Override
      public ArtifactKey evaluate(ModelVersion version, Candidate like) {
        return evaluation;
      }
    };
  }

  /** As if the champion were as good as its challenger. */
  private static SampleTrials giving(Candidate challenger) {
    return giving(ArtifactKey.parse(challenger.tags().get(Promotion.EVALUATION_TAG)));
  }

  private boolean isNobodysTurn() {
    String turn = Claims.nameOf("promotions", MODEL);
    try {
      Optional<Claim> claim = servers.claims().take(turn, holder -> false, () -> {});
      claim.ifPresent(Claim::close);
      return claim.isPresent();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
