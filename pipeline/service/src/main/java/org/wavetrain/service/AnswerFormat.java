package org.wavetrain.service;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How an answer is written. */
public enum AnswerFormat {
  JSON("application/json"),
  TEXT("text/plain; charset=utf-8"),
  SRT("application/x-subrip; charset=utf-8"),
  VTT("text/vtt; charset=utf-8");

  private final String mediaType;

  AnswerFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  String mediaType() {
    return mediaType;
  }

  static Optional<AnswerFormat> parse(String name) {
    return Arrays.stream(values()).filter(format -> format.toString().equals(name)).findFirst();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
