package org.wavetrain.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.wavetrain.artifacts.ArtifactReader;
import org.wavetrain.artifacts.FolderArtifact;
import org.wavetrain.corpus.CorpusReader;
import org.wavetrain.stage.SourceFolder;
import org.wavetrain.stage.StageContext;

/** What is evaluated and on what: artifacts, or folders of the user's. */
final class Intake {
  static final String CORPUS = "corpus";
  static final String TRANSCRIBER = "transcriber";

  private Intake() {}

  /** The corpus; a folder of it is one that an artifact's files were copied to. */
  static CorpusReader corpus(StageContext context) throws IOException {
    List<SourceFolder> folders = context.sources(CORPUS);
    return folders.isEmpty()
        ? CorpusReader.open(context.input(CORPUS))
        : CorpusReader.open(new FolderArtifact("ingest", folders.get(0).path()));
  }

  /** The folder of the model that transcribes. */
  static Path transcriber(StageContext context) throws IOException {
    List<SourceFolder> folders = context.sources(TRANSCRIBER);
    return folders.isEmpty()
        ? download(context, TRANSCRIBER, context.input(TRANSCRIBER))
        : folders.get(0).path();
  }

  /** A folder with an artifact's files. */
  static Path download(StageContext context, String name, ArtifactReader artifact)
      throws IOException {
    Path folder = Files.createDirectories(context.workDirectory().resolve(name));
    artifact.download("", folder);
    return folder;
  }
}
