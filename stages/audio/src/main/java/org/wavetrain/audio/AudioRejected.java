package org.wavetrain.audio;

/**
 * Thrown for a recording that cannot be used; the message is one sentence without the file name.
 */
public final class AudioRejected extends Exception {
  private static final long serialVersionUID = 1L;

  private final AudioProblem problem;

  AudioRejected(AudioProblem problem, String sentence) {
    super(sentence);
    this.problem = problem;
  }

  /** What is wrong, by its stable name. */
  public AudioProblem problem() {
    return problem;
  }
}
