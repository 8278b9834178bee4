package org.wavetrain.classify;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.stage.StageContext;
import org.wavetrain.training.setup.NamedRows;
import org.wavetrain.training.setup.StartModel;
import org.wavetrain.wav2vec2.configuration.Architecture;
import org.wavetrain.wav2vec2.configuration.ClassificationHead;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.format.ModelFolder;
import org.wavetrain.wav2vec2.format.Tensor;
import org.wavetrain.wav2vec2.model.ClassificationNetwork;

/** What the head of a classifier that training starts from knows already. */
record StartingHead(StartModel start, ClassificationHead now) {
  /** The tensors with a row for each class. */
  private static final String CLASSIFIER = "classifier.";

  /** Takes the head over, its rows by class, if it is as wide; says so when not all of it fits. */
  void load(ClassificationNetwork network, StageContext context) {
    Optional<ClassificationHead> before =
        start
            .artifact()
            .map(ModelFolder::configuration)
            .filter(model -> model.architecture().equals(Optional.of(Architecture.CLASSIFICATION)))
            .map(Wav2Vec2Configuration::classificationHead);
    if (before.isEmpty() || context.parameters().flag(StartModel.NEW_HEAD)) {
      return;
    }
    NamedRows classes = new NamedRows(before.get().labels(), now.labels());
    boolean fits =
        before.get().projectionSize() == now.projectionSize()
            && before.get().weightedLayerSum() == now.weightedLayerSum()
            && !(now.weightedLayerSum() && hasFewerLayers());
    String summary = fits ? classes.summary() : "kept for none, as the head is another";
    if (fits) {
      Map<String, Tensor> head = new LinkedHashMap<>(start.heads());
      Map<String, Tensor> rows = new LinkedHashMap<>(head);
      rows.keySet().removeIf(name -> !name.startsWith(CLASSIFIER));
      head.putAll(classes.carry(rows, network.tensors()));
      network.load(head);
    }
    context.log().tag("wavetrain.start.classes", summary);
    if (!fits || !classes.same()) {
      context
          .progress()
          .message("the classes are not those of the model to start from: " + summary);
    }
  }

  /** A mixture of layers has a weight for each. */
  private boolean hasFewerLayers() {
    return start.configuration().contextNetwork().layers() < start.layers();
  }
}
