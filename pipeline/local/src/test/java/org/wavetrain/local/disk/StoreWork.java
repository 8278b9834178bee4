package org.wavetrain.local.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalLong;
import org.wavetrain.artifacts.ArtifactDraft;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.CheckpointStore;
import org.wavetrain.artifacts.Manifest;
import org.wavetrain.artifacts.Provenance;

/** What a stage has an object store keep. */
record StoreWork(ArtifactStore store, ArtifactKey key, Path scratch) {
  private static final int SIZE = 60_000;
  private static final Provenance PROVENANCE =
      new Provenance(Map.of(), "{}", 1, "1", Duration.ZERO);

  private static byte[] content(long step) {
    byte[] content = new byte[SIZE];
    Arrays.fill(content, (byte) step);
    return content;
  }

  void checkpoint(long step) throws IOException {
    Path state = Files.createDirectories(scratch.resolve("state-" + step));
    Files.write(state.resolve("optimizer.safetensors"), content(step));
    Files.writeString(state.resolve("state.json"), "{\"step\":" + step + "}");
    store.checkpoints(key).save(step, state);
  }

  Manifest publish() throws IOException {
    ArtifactDraft draft = store.draft(key);
    draft.put("config.json", new byte[10]);
    draft.put("model.safetensors", content(9));
    return draft.publish(PROVENANCE);
  }

  /** The latest checkpoint is one of these, and what was saved. */
  void assertRestores(Long... steps) throws IOException {
    Path restored = Files.createTempDirectory(scratch, "restored");
    CheckpointStore checkpoints = store.checkpoints(key);
    OptionalLong step = checkpoints.restoreLatest(restored);
    assertThat(step.orElseThrow()).isIn((Object[]) steps);
    assertThat(restored.resolve("optimizer.safetensors"))
        .hasBinaryContent(content(step.getAsLong()));
    assertThat(restored.resolve("state.json")).hasContent("{\"step\":" + step.getAsLong() + "}");
  }

  /** The artifact is not there, or whole. */
  void assertNotHalfPublished() throws IOException {
    if (store.find(key).isPresent()) {
      Path copy = Files.createTempDirectory(scratch, "copy");
      store.open(key).download("", copy);
      assertThat(copy.resolve("model.safetensors")).hasBinaryContent(content(9));
    }
  }

  void clear() throws IOException {
    store.remove(key);
  }
}
