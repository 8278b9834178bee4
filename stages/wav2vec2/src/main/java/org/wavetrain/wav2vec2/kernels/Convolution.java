package org.wavetrain.wav2vec2.kernels;

/**
 * The shape of a one-dimensional convolution over [batch, time, channel] with weights [outChannels,
 * inChannels / groups, kernel], as PyTorch lays them out.
 *
 * @param batch utterances
 * @param inLength time steps of the input, without padding
 * @param inChannels channels of the input
 * @param outChannels channels of the output
 * @param kernel width of the kernel in time steps
 * @param stride time steps from one output to the next
 * @param groups groups of channels that do not see each other
 * @param paddingBefore zeros before the first time step
 * @param paddingAfter zeros after the last time step
 */
public record Convolution(
    long batch,
    long inLength,
    long inChannels,
    long outChannels,
    long kernel,
    long stride,
    long groups,
    long paddingBefore,
    long paddingAfter) {

  /** A convolution without padding or groups. */
  public static Convolution valid(
      long batch, long inLength, long inChannels, long outChannels, long kernel, long stride) {
    return new Convolution(batch, inLength, inChannels, outChannels, kernel, stride, 1, 0, 0);
  }

  /** Time steps of the output. */
  public long outLength() {
    return (inLength + paddingBefore + paddingAfter - kernel) / stride + 1;
  }

  /** Input channels that an output channel sees. */
  public long inChannelsPerGroup() {
    return inChannels / groups;
  }

  /** Output channels of a group. */
  public long outChannelsPerGroup() {
    return outChannels / groups;
  }
}
