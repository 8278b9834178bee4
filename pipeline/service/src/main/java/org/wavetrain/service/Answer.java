package org.wavetrain.service;

/** What a model says of a recording. */
public interface Answer {
  /** The answer in a format that {@link SpeechModel#formats} names. */
  String in(AnswerFormat format);
}
