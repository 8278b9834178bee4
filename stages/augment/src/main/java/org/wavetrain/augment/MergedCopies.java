package org.wavetrain.augment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.wavetrain.artifacts.ArtifactReader;
import org.wavetrain.corpus.CorpusReader;
import org.wavetrain.corpus.CorpusWriter;
import org.wavetrain.stage.StageContext;
import org.wavetrain.stage.StageStopped;

/**
 * Writes the copies that several shards made after each other. Shards have originals that follow
 * each other, so this is the order in which one process would have written them.
 */
final class MergedCopies {
  private final StageContext context;
  private final Originals originals;
  private long written;

  MergedCopies(StageContext context) throws IOException {
    this.context = context;
    this.originals = Originals.of(context);
  }

  void write(List<ArtifactReader> shards) throws IOException {
    long attempted = originals.count() * originals.copies();
    try (CorpusWriter writer =
        new CorpusWriter(context.output(), context.workDirectory().resolve("shards"))) {
      for (ArtifactReader shard : shards) {
        CorpusReader.open(shard)
            .forEach(
                copy -> true,
                (copy, samples) -> {
                  try {
                    writer.add(copy, samples);
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                  written++;
                  context.progress().update(written, attempted, "copies", Map.of());
                  if (context.stopRequested()) {
                    throw new StageStopped("stopped after " + written + " copies");
                  }
                });
      }
      originals.finish(writer, written, attempted);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
