package org.wavetrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.wavetrain.artifacts.ArtifactReader;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.Manifest;
import org.wavetrain.artifacts.ManifestFile;
import org.wavetrain.artifacts.ObjectStoreSettings;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.local.EmbeddedServers;
import org.wavetrain.promotion.Promotion;
import org.wavetrain.tracking.ModelVersion;
import org.wavetrain.tracking.RunSearch;
import org.wavetrain.tracking.RunStatus;
import org.wavetrain.tracking.Tracking;
import org.wavetrain.tracking.TrackingSettings;

/**
 * What runs of the {@link SmallPipeline} have left, with each file of it read.
 *
 * @param artifacts the digest of what each holds, which its files have bit for bit, by its key
 * @param versions the numbers of the registered versions
 * @param champion the number of the one in service
 * @param unended how many runs and stages are said to be going on
 */
record MadeContent(
    Map<String, Sha256> artifacts,
    List<Integer> versions,
    Optional<Integer> champion,
    int unended) {
  MadeContent {
    artifacts = Map.copyOf(artifacts);
    versions = List.copyOf(versions);
  }

  /** In a home that no process works in. */
  static MadeContent of(Path home) throws IOException {
    try (EmbeddedServers servers = EmbeddedServers.start(home, Map.of())) {
      return of(servers.environment());
    }
  }

  /** On the servers that these variables name. */
  static MadeContent of(Map<String, String> environment) throws IOException {
    Map<String, Sha256> artifacts = new TreeMap<>();
    try (ArtifactStore store =
            ArtifactStore.connect(ObjectStoreSettings.fromEnvironment(environment));
        Tracking tracking =
            Tracking.connect(URI.create(environment.get(TrackingSettings.ADDRESS_VARIABLE)))) {
      for (String kind : SmallPipeline.STAGES) {
        for (Manifest manifest : store.newest(kind, Integer.MAX_VALUE)) {
          requireWhole(store, manifest);
          artifacts.put(manifest.key().toString(), manifest.contentDigest());
        }
      }
      List<Integer> versions =
          tracking.registry().versions(SmallPipeline.NAME).stream()
              .map(ModelVersion::version)
              .toList();
      Optional<Integer> champion =
          tracking
              .registry()
              .byAlias(SmallPipeline.NAME, Promotion.CHAMPION)
              .map(ModelVersion::version);
      return new MadeContent(artifacts, versions, champion, unended(tracking));
    }
  }

  /** A manifest says what the files are; only they themselves show that they are so. */
  private static void requireWhole(ArtifactStore store, Manifest manifest) throws IOException {
    ArtifactReader reader = store.open(manifest.key());
    for (ManifestFile file : manifest.files()) {
      try (InputStream content = reader.open(file.path())) {
        assertThat(Sha256.of(content.readAllBytes()))
            .as("%s of %s", file.path(), manifest.key())
            .isEqualTo(file.sha256());
      }
    }
  }

  private static int unended(Tracking tracking) {
    return (int)
        tracking.search(tracking.experiment(SmallPipeline.NAME), RunSearch.matching("")).stream()
            .filter(run -> run.status() == RunStatus.RUNNING)
            .count();
  }
}
