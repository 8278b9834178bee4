package org.wavetrain.definition;

import java.util.List;

/**
 * One named input of a stage.
 *
 * @param name as written in the pipeline file
 * @param accepts the stage kinds whose artifacts it takes; {@link #SOURCE} and {@link #FILE} for
 *     what is the user's
 * @param required whether the stage needs it
 * @param repeated whether the file may name several
 */
public record InputPort(String name, List<String> accepts, boolean required, boolean repeated) {
  /** What a port accepts that takes the user's own folders. */
  public static final String SOURCE = "source";

  /** What a port accepts that takes a single file of the user's. */
  public static final String FILE = "file";

  public InputPort {
    accepts = List.copyOf(accepts);
  }
}
