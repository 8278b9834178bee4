package org.wavetrain.wav2vec2.loss;

import org.wavetrain.wav2vec2.LogSoftmax;

/**
 * The Kullback-Leibler divergence of a student's distribution at each frame from its teacher's,
 * times the square of the temperature so that its gradient does not depend on it much (arXiv
 * 1503.02531, section 2). The teacher is taken as given: it has no gradient.
 */
public final class DistillationLoss {
  private final double temperature;
  private double[] teacher = new double[0];
  private double[] student = new double[0];

  public DistillationLoss(double temperature) {
    this.temperature = temperature;
  }

  /**
   * The loss, summed over frames; {@code scale} times its gradient is added.
   *
   * @param scores raw scores of student and teacher
   * @param studentStart index of the student's first score
   * @param teacherStart index of the teacher's first score
   * @param frames how many frames follow each other there
   * @param vocabulary scores of a frame
   * @param gradient added to at the student's indices
   */
  public double add(
      double[] scores,
      int studentStart,
      int teacherStart,
      int frames,
      int vocabulary,
      double scale,
      double[] gradient) {
    if (teacher.length < vocabulary) {
      teacher = new double[vocabulary];
      student = new double[vocabulary];
    }
    double loss = 0;
    for (int frame = 0; frame < frames; frame++) {
      int start = studentStart + frame * vocabulary;
      soften(scores, teacherStart + frame * vocabulary, vocabulary, teacher);
      soften(scores, start, vocabulary, student);
      for (int index = 0; index < vocabulary; index++) {
        double probability = Math.exp(teacher[index]);
        loss += probability * (teacher[index] - student[index]);
        gradient[start + index] += scale * temperature * (Math.exp(student[index]) - probability);
      }
    }
    return temperature * temperature * loss;
  }

  private void soften(double[] scores, int start, int vocabulary, double[] logarithms) {
    for (int index = 0; index < vocabulary; index++) {
      logarithms[index] = scores[start + index] / temperature;
    }
    LogSoftmax.inPlace(logarithms, 0, vocabulary, 0);
  }
}
