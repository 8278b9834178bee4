package org.wavetrain.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What a process and its object store held over a long time, and whether it is more and more. What
 * was seen in the first half, in which a program still warms up, does not count.
 */
public final class ResourceTrend {
  private static final double BYTES_OF_A_MEGABYTE = 1 << 20;

  private final String of;
  private final List<Look> looks = new ArrayList<>();

  private record Look(double done, ResourceUse use, long objects) {}

  /**
   * @param of what is done again and again, for people, such as {@code requests}
   */
  public ResourceTrend(String of) {
    this.of = of;
  }

  /**
   * Adds a look.
   *
   * @param done how much was done by then
   * @param objects in the store
   */
  public void add(double done, ResourceUse use, long objects) {
    looks.add(new Look(done, use, objects));
  }

  /** How many looks there were. */
  public int size() {
    return looks.size();
  }

  /** How much of the memory at the end came in the second half, by the slope of it. */
  public double memoryGrowth() {
    return growth(look -> look.use().residentBytes())
        / late().get(late().size() - 1).use().residentBytes();
  }

  /** File handles that came in the second half, by the slope of them. */
  public double fileHandleGrowth() {
    return growth(look -> look.use().fileHandles());
  }

  /** Threads that came in the second half, by the slope of them. */
  public double threadGrowth() {
    return growth(look -> look.use().threads());
  }

  /** Objects in the store that came in the second half, by the slope of them. */
  public double objectGrowth() {
    return growth(Look::objects);
  }

  private List<Look> late() {
    return looks.subList(looks.size() / 2, looks.size());
  }

  private double growth(ToDoubleFunction<Look> resource) {
    List<Look> late = late();
    return slope(resource) * (late.get(late.size() - 1).done() - late.get(0).done());
  }

  /** Least squares. */
  private double slope(ToDoubleFunction<Look> resource) {
    List<Look> late = late();
    double meanDone = late.stream().mapToDouble(Look::done).average().orElseThrow();
    double mean = late.stream().mapToDouble(resource).average().orElseThrow();
    double covariance = 0;
    double variance = 0;
    for (Look look : late) {
      double apart = look.done() - meanDone;
      covariance += apart * (resource.applyAsDouble(look) - mean);
      variance += apart * apart;
    }
    return variance == 0 ? 0 : covariance / variance;
  }

  /** For the log. */
  @Override
  public String toString() {
    Look last = looks.get(looks.size() - 1);
    return String.format(
        Locale.ROOT,
        "%.0f %s: %.0f MB resident, %d file handles, %d threads, %d objects; slope of the second"
            + " half a thousand %s: %+.2f MB, %+.2f file handles, %+.2f threads, %+.2f objects",
        last.done(),
        of,
        last.use().residentBytes() / BYTES_OF_A_MEGABYTE,
        last.use().fileHandles(),
        last.use().threads(),
        last.objects(),
        of,
        1000 * slope(look -> look.use().residentBytes()) / BYTES_OF_A_MEGABYTE,
        1000 * slope(look -> look.use().fileHandles()),
        1000 * slope(look -> look.use().threads()),
        1000 * slope(Look::objects));
  }
}
