package org.wavetrain.cli.display;

import org.wavetrain.local.runner.RunForecast;

/** The width of the column of stage names. */
final class NameWidth {
  private NameWidth() {}

  static int of(RunForecast forecast) {
    return forecast.stages().stream()
        .mapToInt(stage -> stage.stage().name().length())
        .max()
        .orElse(0);
  }
}
