package org.wavetrain.training.loop;

import java.util.ArrayList;
import java.util.List;
import org.wavetrain.training.optimizer.ParameterRange;
import org.wavetrain.wav2vec2.format.TensorNames;
import org.wavetrain.wav2vec2.model.ParameterSlot;

/** Which parts of a network's flat vector are trained. */
public final class TrainedRanges {
  private static final String FEATURE_ENCODER = TensorNames.TRUNK + "feature_extractor.";

  private TrainedRanges() {}

  /**
   * Everything that the network has a gradient for.
   *
   * @param featureEncoderScale positive factor on the gradient of the convolutional encoder; means
   *     nothing if the network has it frozen
   * @param trunkFirstStep updates for which only the heads are trained
   */
  public static List<ParameterRange> of(
      List<ParameterSlot> layout, double featureEncoderScale, long trunkFirstStep) {
    List<ParameterRange> ranges = new ArrayList<>();
    for (ParameterSlot slot : layout) {
      if (slot.trainable() && slot.length() > 0) {
        double scale = slot.name().startsWith(FEATURE_ENCODER) ? featureEncoderScale : 1;
        long firstStep = slot.name().startsWith(TensorNames.TRUNK) ? trunkFirstStep : 0;
        append(ranges, new ParameterRange(slot.offset(), slot.length(), scale, firstStep));
      }
    }
    return List.copyOf(ranges);
  }

  private static void append(List<ParameterRange> ranges, ParameterRange next) {
    if (!ranges.isEmpty()) {
      ParameterRange last = ranges.get(ranges.size() - 1);
      if (last.offset() + last.length() == next.offset()
          && last.gradientScale() == next.gradientScale()
          && last.firstStep() == next.firstStep()) {
        ParameterRange joined =
            new ParameterRange(
                last.offset(),
                last.length() + next.length(),
                last.gradientScale(),
                last.firstStep());
        ranges.set(ranges.size() - 1, joined);
        return;
      }
    }
    ranges.add(next);
  }
}
