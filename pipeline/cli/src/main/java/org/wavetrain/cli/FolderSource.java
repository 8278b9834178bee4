package org.wavetrain.cli;

import java.util.function.Function;
import org.wavetrain.service.ModelSource;
import org.wavetrain.service.SpeechModel;

/** A model in a folder: always the same one. */
record FolderSource(FoundModel model, Function<FoundModel, SpeechModel> loading)
    implements ModelSource {
  @Override
  public String wanted() {
    return model.folder().toString();
  }

  @Override
  public SpeechModel load(String wanted) {
    return loading.apply(model);
  }
}
