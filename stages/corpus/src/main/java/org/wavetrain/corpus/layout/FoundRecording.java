package org.wavetrain.corpus.layout;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.corpus.Split;

/**
 * A recording that a corpus's layout names, before anything of it was read.
 *
 * @param id the corpus's own name for it
 * @param file where it is
 * @param speaker the corpus's own name for who speaks
 * @param text what is said, as the corpus writes it
 * @param sentence the layout's own name for what is said, where it gives no text
 * @param label its class, if the corpus has classes
 * @param split what the corpus means it for, where it defines splits
 * @param attributes what else the corpus tells of it, see {@link
 *     org.wavetrain.corpus.AttributeNames}
 */
public record FoundRecording(
    String id,
    Path file,
    String speaker,
    Optional<String> text,
    Optional<String> sentence,
    Optional<String> label,
    Optional<Split> split,
    Map<String, String> attributes) {
  public FoundRecording {
    attributes = Map.copyOf(attributes);
  }
}
