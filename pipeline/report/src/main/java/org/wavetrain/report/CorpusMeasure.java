package org.wavetrain.report;

import java.util.List;

/**
 * A measure of recordings whose distribution is drawn and compared.
 *
 * @param name in {@code data_report.json}
 * @param title of its chart
 * @param unit may be empty
 * @param more how recordings are that have more of it
 * @param less how recordings are that have less of it
 */
record CorpusMeasure(String name, String title, String unit, String more, String less) {
  static final List<CorpusMeasure> ALL =
      List.of(
          new CorpusMeasure("seconds", "Duration", "s", "longer", "shorter"),
          new CorpusMeasure("loudness_dbfs", "Loudness (RMS)", "dBFS", "louder", "quieter"),
          new CorpusMeasure(
              "signal_to_noise_db", "Signal-to-noise ratio", "dB", "less noisy", "noisier"),
          new CorpusMeasure(
              "characters_per_second",
              "Speaking rate",
              "characters/s",
              "spoken faster",
              "spoken slower"));
}
