package org.wavetrain.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.wavetrain.service.ModelSource;
import org.wavetrain.service.SpeechModel;

/** A model in a folder: always the same one. */
record FolderSource(Path folder, Function<FoundModel, SpeechModel> loading) implements ModelSource {
  @Override
  public String wanted() {
    return folder.toString();
  }

  @Override
  public SpeechModel load(String wanted) {
    return loading.apply(new FoundModel(folder, Optional.empty(), Optional.empty()));
  }
}
