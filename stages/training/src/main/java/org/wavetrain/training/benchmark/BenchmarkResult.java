package org.wavetrain.training.benchmark;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/**
 * What was measured. The first eight fields are those of {@code infra/bench/peer_torch.py}.
 *
 * @param peer which implementation
 * @param mode {@link BenchmarkSettings#mode()} in small letters
 * @param size {@link BenchmarkSettings#size()} in small letters
 * @param batch utterances in a step
 * @param seconds length of each utterance
 * @param stepSeconds the best step
 * @param audioSecondsPerSecond seconds of audio that are processed in a second
 * @param peakResidentMebibytes most resident memory of the process
 * @param productGflops rate of matrix products and convolutions over the whole best step, in 10⁹
 *     floating-point operations a second; 0 where the step has none
 * @param bestProductGflops the rate of a large matrix product in the same process
 * @param productShare the first of these rates over the second
 */
public record BenchmarkResult(
    @JsonProperty("peer") String peer,
    @JsonProperty("mode") String mode,
    @JsonProperty("size") String size,
    @JsonProperty("batch") int batch,
    @JsonProperty("seconds") double seconds,
    @JsonProperty("step_s") double stepSeconds,
    @JsonProperty("audio_s_per_s") double audioSecondsPerSecond,
    @JsonProperty("peak_rss_mib") long peakResidentMebibytes,
    @JsonProperty("product_gflops") double productGflops,
    @JsonProperty("best_product_gflops") double bestProductGflops,
    @JsonProperty("product_share") double productShare) {

  static BenchmarkResult of(
      BenchmarkSettings settings,
      String peer,
      double best,
      double flops,
      double bestRate,
      long peakMebibytes) {
    double rate = flops / best / 1e9;
    return new BenchmarkResult(
        peer,
        settings.mode().word(),
        settings.size().word(),
        settings.batch(),
        settings.seconds(),
        rounded(best, 4),
        rounded(settings.batch() * settings.seconds() / best, 2),
        peakMebibytes,
        rounded(rate, 1),
        rounded(bestRate / 1e9, 1),
        rounded(rate * 1e9 / bestRate, 3));
  }

  /** One line for a person. */
  public String line() {
    return String.format(
        Locale.ROOT,
        "%s %s %d x %s s on %s: %.4f s a step, %.1f s of audio a second, at most %d MiB%s",
        mode,
        size,
        batch,
        seconds,
        peer,
        stepSeconds,
        audioSecondsPerSecond,
        peakResidentMebibytes,
        products());
  }

  private String products() {
    return productGflops == 0
        ? ""
        : String.format(
            Locale.ROOT,
            ", products at %.0f of %.0f GFLOP/s (%.0f %%)",
            productGflops,
            bestProductGflops,
            100 * productShare);
  }

  private static double rounded(double value, int digits) {
    double scale = Math.pow(10, digits);
    return Math.round(value * scale) / scale;
  }
}
