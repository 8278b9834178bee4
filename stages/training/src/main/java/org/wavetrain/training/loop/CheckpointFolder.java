package org.wavetrain.training.loop;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wavetrain.wav2vec2.format.SafeTensors;
import org.wavetrain.wav2vec2.format.Tensor;

/** The files of one training state in a local folder. */
final class CheckpointFolder {
  static final String STATE = "trainer/state.json";
  private static final String MODEL = "model.safetensors";
  private static final String OPTIMIZER = "trainer/optimizer.safetensors";
  private static final String BEST = "trainer/best.safetensors";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Path directory;

  CheckpointFolder(Path directory) {
    this.directory = directory;
  }

  void writeModel(Map<String, Tensor> tensors) throws IOException {
    write(MODEL, tensors);
  }

  Map<String, Tensor> readModel() {
    return SafeTensors.read(directory.resolve(MODEL));
  }

  void writeOptimizer(INDArray means, INDArray squares) throws IOException {
    write(OPTIMIZER, Map.of("exp_avg", flat(means), "exp_avg_sq", flat(squares)));
  }

  void readOptimizer(INDArray means, INDArray squares) {
    Map<String, Tensor> tensors = SafeTensors.read(directory.resolve(OPTIMIZER));
    copy(tensors.get("exp_avg"), means);
    copy(tensors.get("exp_avg_sq"), squares);
  }

  void writeBest(INDArray parameters) throws IOException {
    write(BEST, Map.of("parameters", flat(parameters)));
  }

  void readBest(INDArray parameters) {
    copy(SafeTensors.read(directory.resolve(BEST)).get("parameters"), parameters);
  }

  void writeState(TrainerState state) throws IOException {
    Path file = directory.resolve(STATE);
    Files.createDirectories(file.getParent());
    Files.writeString(file, JSON.writeValueAsString(state) + "\n");
  }

  TrainerState readState() throws IOException {
    return JSON.readValue(directory.resolve(STATE).toFile(), TrainerState.class);
  }

  private void write(String path, Map<String, Tensor> tensors) throws IOException {
    Path file = directory.resolve(path);
    Files.createDirectories(file.getParent());
    SafeTensors.write(file, tensors);
  }

  private static Tensor flat(INDArray array) {
    return Tensor.of(array.toFloatVector(), array.length());
  }

  private static void copy(Tensor tensor, INDArray destination) {
    try (INDArray values = Nd4j.createFromArray(tensor.toFloats())) {
      destination.assign(values.reshape(destination.shape()));
    }
  }
}
