package org.wavetrain.promotion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactReader;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.Manifest;
import org.wavetrain.artifacts.ManifestFile;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.evaluation.EvaluationArtifact;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.tracking.ModelVersion;

/**
 * Reads what is known of versions from the artifacts that their tags name.
 *
 * @param store holds them
 * @param trials measure the champion again where its evaluation cannot be compared
 */
record EvidenceReader(ArtifactStore store, ModelTrials trials) {
  private static final JsonMapper JSON = new JsonMapper();

  /** The input of an evaluation that holds the recordings. */
  private static final String CORPUS = "corpus";

  private static final String LANGUAGE_MODEL = "language_model";
  private static final String PARITY = "parity.json";

  /** Both sides, measured alike. */
  Contest contest(Candidate challenger, int version, Optional<ModelVersion> champion) {
    Optional<ArtifactKey> evaluation = evaluation(challenger.tags());
    Evidence mine = evidence(challenger, version, evaluation);
    if (champion.isEmpty()) {
      return new Contest(mine, Optional.empty(), Optional.empty());
    }
    ModelVersion former = champion.get();
    String name = "version " + former.version();
    Optional<Candidate> registered = Candidate.of(former);
    if (registered.isEmpty()) {
      return hindered(mine, name + " " + Candidate.lack(former));
    }
    Optional<String> unreadable =
        Optional.ofNullable(challenger.tags().get(Promotion.EVALUATION_TAG))
            .filter(tag -> evaluation.isEmpty());
    if (unreadable.isPresent()) {
      return hindered(
          mine,
          "version %d %s"
              .formatted(version, Candidate.notKey(Promotion.EVALUATION_TAG, unreadable.get())));
    }
    Optional<ArtifactKey> theirs = evaluation(former.tags());
    if (evaluation.isEmpty()) {
      return sameRecordings(challenger.tags(), former.tags())
          ? against(mine, registered.get(), former, theirs)
          : hindered(mine, name + " was measured on other recordings");
    }
    if (theirs.isPresent() && areAlike(evaluation.get(), theirs.get())) {
      return against(mine, registered.get(), former, theirs);
    }
    try {
      ArtifactKey again = trials.evaluate(former, challenger);
      // Trials measure with the code of today, whatever the challenger was measured with.
      return areAlike(evaluation.get(), again)
          ? against(mine, registered.get(), former, Optional.of(again))
          : hindered(
              mine,
              "version %d was measured by an older program than measures %s now, so its pipeline is to be run again"
                  .formatted(version, name));
    } catch (UserFailure failure) {
      if (failure.code().mayPass()) {
        throw failure;
      }
      return hindered(
          mine, name + " cannot be measured on the same recordings: " + failure.getMessage());
    }
  }

  private static Contest hindered(Evidence mine, String why) {
    return new Contest(mine, Optional.empty(), Optional.of(why));
  }

  private Contest against(
      Evidence mine, Candidate champion, ModelVersion version, Optional<ArtifactKey> evaluation) {
    return new Contest(
        mine, Optional.of(evidence(champion, version.version(), evaluation)), Optional.empty());
  }

  private static Optional<ArtifactKey> evaluation(Map<String, String> tags) {
    return Optional.ofNullable(tags.get(Promotion.EVALUATION_TAG)).flatMap(ArtifactKey::parseIfKey);
  }

  private static boolean sameRecordings(Map<String, String> one, Map<String, String> other) {
    String corpus = one.get(Promotion.CORPUS_TAG);
    return corpus != null && corpus.equals(other.get(Promotion.CORPUS_TAG));
  }

  /** Whether two evaluations are of the same recordings and were made with the same decoder. */
  private boolean areAlike(ArtifactKey one, ArtifactKey other) {
    Optional<Manifest> first = find(one);
    Optional<Manifest> second = find(other);
    return first.isPresent()
        && second.isPresent()
        && first.get().parameters().equals(second.get().parameters())
        && first.get().codeVersion().equals(second.get().codeVersion())
        && input(first.get(), CORPUS).equals(input(second.get(), CORPUS))
        && input(first.get(), LANGUAGE_MODEL).equals(input(second.get(), LANGUAGE_MODEL));
  }

  private static List<Sha256> input(Manifest manifest, String name) {
    return manifest.inputs().getOrDefault(name, List.of());
  }

  private Evidence evidence(Candidate model, int version, Optional<ArtifactKey> evaluation) {
    Optional<Manifest> export = find(model.export());
    try {
      if (evaluation.isEmpty() || find(evaluation.get()).isEmpty()) {
        return new Evidence(
            version,
            model.metrics(),
            Optional.ofNullable(model.tags().get(Promotion.CORPUS_TAG)),
            List.of(),
            model.export(),
            parity(export),
            largest(export));
      }
      ArtifactReader reader = store.open(evaluation.get());
      EvaluationArtifact measured = EvaluationArtifact.read(reader);
      return new Evidence(
          version,
          measured.metrics(),
          Optional.of(
              input(reader.manifest(), CORPUS).stream()
                  .map(Sha256::hex)
                  .collect(Collectors.joining(","))),
          measured.judged(),
          model.export(),
          parity(export),
          largest(export));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private Optional<Double> parity(Optional<Manifest> export) throws IOException {
    if (export.isEmpty()
        || export.get().files().stream().noneMatch(file -> file.path().equals(PARITY))) {
      return Optional.empty();
    }
    try (InputStream content = store.open(export.get().key()).open(PARITY)) {
      JsonNode models = JSON.readTree(content.readAllBytes());
      return models.findValues("maximum_difference").stream()
          .map(JsonNode::asDouble)
          .max(Double::compare);
    }
  }

  private static Optional<Long> largest(Optional<Manifest> export) {
    return export.flatMap(
        manifest -> manifest.files().stream().map(ManifestFile::sizeBytes).max(Long::compare));
  }

  private Optional<Manifest> find(ArtifactKey key) {
    try {
      return store.findReadable(key);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
