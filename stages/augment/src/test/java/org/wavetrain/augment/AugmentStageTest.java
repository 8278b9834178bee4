package org.wavetrain.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wavetrain.corpus.CorpusReader;
import org.wavetrain.corpus.CorpusSource;
import org.wavetrain.corpus.CorpusWriter;
import org.wavetrain.corpus.DividedBy;
import org.wavetrain.corpus.SpeakerUnit;
import org.wavetrain.corpus.Split;
import org.wavetrain.corpus.StatedLicence;
import org.wavetrain.corpus.Utterance;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.stage.Shard;
import org.wavetrain.stage.Stage;
import org.wavetrain.stage.StageStopped;
import org.wavetrain.testing.InMemoryArtifact;
import org.wavetrain.testing.InMemoryStageContext;
import org.wavetrain.testing.ShardedWork;

class AugmentStageTest {
  private static final int SECOND = Utterance.SAMPLE_RATE_HZ;

  private static final List<CorpusSource> SOURCES =
      List.of(
          new CorpusSource(
              "made",
              "ljspeech",
              SpeakerUnit.PERSON,
              DividedBy.DRAWING,
              List.of(),
              StatedLicence.NONE,
              "Synthetic speech (a voice)"));

  @TempDir Path directory;
  private InMemoryArtifact corpus;

  @BeforeEach
  void writeCorpus() throws IOException {
    corpus = new InMemoryArtifact();
    try (CorpusWriter writer = new CorpusWriter(corpus, directory.resolve("given"))) {
      for (int i = 0; i < 20; i++) {
        add(writer, "train-" + i, Split.TRAIN, Optional.of("turn left"), SECOND);
      }
      add(writer, "held-back", Split.VALIDATION, Optional.of("turn right"), SECOND);
      add(writer, "secret", Split.TEST, Optional.of("turn round"), SECOND);
      add(writer, "angry", Split.TRAIN, Optional.empty(), SECOND);
      writer.finish(SOURCES, Map.of());
    }
  }

  @Test
  void theStageIsFoundByTheEntryPoint() {
    assertThat(ServiceLoader.load(Stage.class)).hasAtLeastOneElementOfType(AugmentStage.class);
  }

  @Test
  void copiesAreFromTheSourcesOfTheirOriginals() throws Exception {
    assertThat(CorpusReader.open(run(1, Map.of(), 2).output()).summary().sources())
        .isEqualTo(SOURCES);
  }

  @Test
  void onlyTranscribedTrainingUtterancesAreCopied() throws Exception {
    InMemoryStageContext run = run(1, Map.of("copies", 2L), 2);

    assertThat(utterances(run.output()))
        .hasSize(40)
        .allSatisfy(
            copy -> {
              assertThat(copy.split()).isEqualTo(Split.TRAIN);
              assertThat(copy.text()).contains("turn left");
              assertThat(copy.speaker()).isEqualTo("AA");
            });
    assertThat(run.lastMetric("copies")).isEqualTo(40.0);
    assertThat(run.lastMetric("copies_left_out")).isEqualTo(0.0);
  }

  @Test
  void aCopySaysWhatItWasMadeFromAndHow() throws Exception {
    for (Utterance copy : utterances(run(1, Map.of(), 2).output())) {
      assertThat(copy.augmentation()).isPresent();
      String original = copy.augmentation().get().originalId();
      assertThat(copy.id()).isEqualTo(original + "_aug1");
      assertThat(copy.augmentation().get().transformations()).isNotEmpty();
    }
  }

  @Test
  void utterancesWithoutTextAreCopiedWhenAskedFor() throws Exception {
    assertThat(utterances(run(1, Map.of("transcribed_only", false), 2).output()))
        .hasSize(21)
        .anySatisfy(copy -> assertThat(copy.label()).contains("angry"));
  }

  @Test
  void theNumberOfThreadsDoesNotChangeAByte() throws Exception {
    Map<String, byte[]> one = run(1, Map.of(), 1).output().files();
    Map<String, byte[]> many = run(1, Map.of(), 4).output().files();

    assertThat(many.keySet()).isEqualTo(one.keySet());
    one.forEach((path, bytes) -> assertThat(many.get(path)).as(path).isEqualTo(bytes));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 25})
  void theNumberOfShardsDoesNotChangeAByte(int shards) throws Exception {
    Map<String, Object> two = Map.of("copies", 2L);
    InMemoryStageContext whole = run(1, two, 2);

    InMemoryStageContext merged =
        ShardedWork.merged(new AugmentStage(), shards, () -> context(1, two));

    assertThat(merged.output().files()).containsExactlyEntriesOf(whole.output().files());
    assertThat(merged.metrics()).isEqualTo(whole.metrics());
  }

  @Test
  void anotherSeedGivesOtherCopies() throws Exception {
    assertThat(utterances(run(2, Map.of(), 2).output()))
        .isNotEqualTo(utterances(run(1, Map.of(), 2).output()));
  }

  @Test
  void everyCopyDiffersFromItsOriginalEvenWhenEffectsAreRare() throws Exception {
    Map<String, Object> rare = probabilities(0);
    rare.put("noise_probability", 0.001);

    assertThat(utterances(run(1, rare, 2).output()))
        .allSatisfy(
            copy ->
                assertThat(copy.augmentation().orElseThrow().transformations())
                    .singleElement()
                    .asString()
                    .contains("noise"));
  }

  @Test
  void aCopyThatBecomesTooLoudIsMadeQuieterInsteadOfClipped() throws Exception {
    Map<String, Object> loud = probabilities(0);
    loud.put("gain_probability", 1.0);
    loud.put("gain_db", List.of(30.0, 40.0));
    InMemoryStageContext run = run(1, loud, 2);

    CorpusReader.open(run.output())
        .forEach(
            any -> true,
            (copy, samples) -> {
              assertThat(copy.augmentation().orElseThrow().transformations().get(1))
                  .startsWith("limited by");
              assertThat(samples).doesNotContain(Short.MAX_VALUE, Short.MIN_VALUE);
            });
  }

  @Test
  @Fault(
      area = FaultArea.NUMBERS,
      injected = "a copy so fast that its text no longer fits its frames",
      outcome = "no such copy is made")
  void aCopyIsNeverTooShortForItsText() throws Exception {
    corpus = new InMemoryArtifact();
    try (CorpusWriter writer = new CorpusWriter(corpus, directory.resolve("tight"))) {
      // Ten frames for ten characters.
      add(writer, "tight", Split.TRAIN, Optional.of("abcdefghij"), 400 + 9 * 320);
      writer.finish(List.of(), Map.of());
    }
    Map<String, Object> faster = probabilities(0);
    faster.put("speed_probability", 1.0);
    faster.put("speed", List.of(1.5, 2.0));
    InMemoryStageContext alone = run(1, faster, 1);
    faster.put("gain_probability", 1.0);
    InMemoryStageContext withGain = run(1, faster, 1);

    assertThat(utterances(alone.output())).isEmpty();
    assertThat(alone.lastMetric("copies_left_out")).isEqualTo(1.0);
    assertThat(utterances(withGain.output()))
        .singleElement()
        .satisfies(
            copy ->
                assertThat(copy.augmentation().orElseThrow().transformations().get(0))
                    .startsWith("gain"));
  }

  @Test
  void aRangeTheWrongWayRoundIsRefusedWithItsNumbers() {
    assertThatThrownBy(() -> run(1, Map.of("speed", List.of(1.2, 0.8)), 1))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(AugmentError.AUGMENT_RANGE_INVALID))
        .hasMessageContaining("speed is [1.2, 0.8]");
  }

  @Test
  void noEffectAtAllIsRefused() {
    assertThatThrownBy(() -> run(1, probabilities(0), 1))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(AugmentError.AUGMENT_NO_EFFECT));
  }

  @Test
  void aStopIsObeyed() {
    InMemoryStageContext run = context(1, Map.of()).stopped();

    assertThatThrownBy(() -> CorpusAugmentation.run(run, Shard.WHOLE, 1))
        .isInstanceOf(StageStopped.class);
    assertThat(run.output().files()).doesNotContainKey("corpus.json");
  }

  private InMemoryStageContext run(long seed, Map<String, Object> parameters, int threads)
      throws IOException {
    InMemoryStageContext run = context(seed, parameters);
    CorpusAugmentation.run(run, Shard.WHOLE, threads);
    return run;
  }

  private InMemoryStageContext context(long seed, Map<String, Object> parameters) {
    return new InMemoryStageContext(new AugmentStage().descriptor(), parameters, directory)
        .withSeed(seed)
        .withInput("corpus", corpus);
  }

  private static List<Utterance> utterances(InMemoryArtifact artifact) throws IOException {
    List<Utterance> utterances = new ArrayList<>();
    CorpusReader.open(artifact)
        .forEach(any -> true, (utterance, samples) -> utterances.add(utterance));
    return utterances;
  }

  private static Map<String, Object> probabilities(double probability) {
    Map<String, Object> parameters = new HashMap<>();
    for (EffectKind kind : EffectKind.values()) {
      parameters.put(kind.probabilityName(), probability);
    }
    return parameters;
  }

  private static void add(
      CorpusWriter writer, String id, Split split, Optional<String> text, int length)
      throws IOException {
    short[] samples = new short[length];
    for (int i = 0; i < length; i++) {
      samples[i] = (short) Math.round(9000 * Math.sin(2 * Math.PI * 220 * i / SECOND));
    }
    Optional<String> label = text.isPresent() ? Optional.empty() : Optional.of("angry");
    writer.add(
        new Utterance(id, "commands", "AA", split, text, label, length, Optional.empty()), samples);
  }
}
