package org.wavetrain.training.loop;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wavetrain.wav2vec2.format.SafeTensors;
import org.wavetrain.wav2vec2.format.Tensor;
import org.wavetrain.wav2vec2.layer.FlatVector;

/**
 * The files of one training state in a local folder. Vectors go between native memory and the files
 * block by block, so a state takes no more heap for a large model than for a small one.
 */
final class CheckpointFolder {
  static final String STATE = "trainer/state.json";
  private static final String MODEL = "model.safetensors";
  private static final String OPTIMIZER = "trainer/optimizer.safetensors";
  private static final String BEST = "trainer/best.safetensors";

  /** The moments, named as in torch.optim. */
  private static final String MEANS = "exp_avg";

  private static final String SQUARES = "exp_avg_sq";
  private static final String PARAMETERS = "parameters";
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
    write(OPTIMIZER, Map.of(MEANS, live(means), SQUARES, live(squares)));
  }

  void readOptimizer(INDArray means, INDArray squares) {
    read(OPTIMIZER, MEANS, means);
    read(OPTIMIZER, SQUARES, squares);
  }

  void writeBest(INDArray parameters) throws IOException {
    write(BEST, Map.of(PARAMETERS, live(parameters)));
  }

  void readBest(INDArray parameters) {
    read(BEST, PARAMETERS, parameters);
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

  private static Tensor live(INDArray array) {
    return Tensor.live(new FlatVector(array)::read, array.length());
  }

  private void read(String path, String name, INDArray destination) {
    FlatVector vector = new FlatVector(destination);
    SafeTensors.readFloats(directory.resolve(path), name, vector.length(), vector::write);
  }
}
