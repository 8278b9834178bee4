package org.wavetrain.wav2vec2.format;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.wav2vec2.ModelError;

/**
 * Weights in Python's pickle format, which PyTorch writes. They are never read: a pickle is a
 * program, and reading one runs it.
 */
final class PickledWeights {
  private static final String PICKLES = ".*\\.(bin|pt|pth|ckpt)";

  /** PyTorch's reader that unpickles nothing but tensors, and safetensors' writer. */
  private static final String CONVERSION =
      "python -c \"import torch; from safetensors.torch import save_file; weights ="
          + " torch.load('%s', map_location='cpu', weights_only=True); save_file({name:"
          + " tensor.clone().contiguous() for name, tensor in weights.items()}, '%s',"
          + " {'format': 'pt'})\"";

  /** fairseq's checkpoints have other names for the tensors; the script is not in the package. */
  private static final String FAIRSEQ =
      "python src/transformers/models/wav2vec2/"
          + "convert_wav2vec2_original_pytorch_checkpoint_to_pytorch.py"
          + " --checkpoint_path %s --pytorch_dump_folder_path %s --not_finetuned";

  private PickledWeights() {}

  /**
   * @param safe the file that the folder should have
   * @throws UserFailure {@code MODEL_PICKLED} when the folder has pickled weights in its place
   */
  static void refuse(Path directory, Path safe) {
    find(directory)
        .ifPresent(
            pickle -> {
              throw new UserFailure(
                  ModelError.MODEL_PICKLED,
                  "The model folder %s has its weights as %s, a pickle, which can run any code when"
                          .formatted(directory, pickle.getFileName())
                      + " it is read.",
                  "Convert it where PyTorch and safetensors are installed: "
                      + conversion(pickle, safe));
            });
  }

  private static String conversion(Path pickle, Path safe) {
    String name = pickle.getFileName().toString();
    String generic = CONVERSION.formatted(pickle, safe);
    return name.endsWith(".pt") || name.endsWith(".ckpt")
        ? generic
            + " ; or, if it is a checkpoint of fairseq, in the sources of transformers: "
            + FAIRSEQ.formatted(pickle, safe.getParent())
        : generic;
  }

  private static Optional<Path> find(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.getFileName().toString().matches(PICKLES))
          // A trainer's own state is no model.
          .filter(
              file -> !file.getFileName().toString().matches("(training_args|optimizer|sched).*"))
          .sorted()
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
