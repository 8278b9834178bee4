package org.wavetrain.training.benchmark;

import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wavetrain.wav2vec2.kernels.Kernels;

/**
 * The time of each operation, by the shapes of its first arrays: its least time, times how often it
 * runs in a step, since other processes disturb the rest.
 */
final class KernelProfile {
  private static final int SHAPES_SHOWN = 3;
  private static final int OPERATIONS_SHOWN = 50;

  private final Map<String, Sum> sums = new TreeMap<>();
  private long began = System.nanoTime();

  private static final class Sum {
    private long least = Long.MAX_VALUE;
    private long times;

    long nanoseconds() {
      return least * times;
    }
  }

  /** Kernels that do the same and are watched. */
  Kernels watching(Kernels kernels) {
    return (Kernels)
        Proxy.newProxyInstance(
            Kernels.class.getClassLoader(),
            new Class<?>[] {Kernels.class},
            (proxy, method, arguments) -> {
              long start = System.nanoTime();
              try {
                return method.invoke(kernels, arguments);
              } catch (InvocationTargetException failure) {
                throw failure.getCause();
              } finally {
                Sum sum =
                    sums.computeIfAbsent(
                        method.getName() + " " + shapes(arguments), key -> new Sum());
                sum.least = Math.min(sum.least, System.nanoTime() - start);
                sum.times++;
              }
            });
  }

  /** Forgets what was seen. */
  void reset() {
    sums.clear();
    began = System.nanoTime();
  }

  /** Prints the operations that took longest. */
  void print(PrintStream out, int steps) {
    double all = (System.nanoTime() - began) / 1e6 / steps;
    double inKernels = sums.values().stream().mapToLong(Sum::nanoseconds).sum() / 1e6 / steps;
    out.printf(Locale.ROOT, "%9.3f ms a step, %.3f ms of it in kernels%n", all, inKernels);
    sums.entrySet().stream()
        .sorted((a, b) -> Long.compare(b.getValue().nanoseconds(), a.getValue().nanoseconds()))
        .limit(OPERATIONS_SHOWN)
        .forEach(
            entry ->
                out.printf(
                    Locale.ROOT,
                    "%9.3f ms %4d x %s%n",
                    entry.getValue().nanoseconds() / 1e6 / steps,
                    entry.getValue().times / steps,
                    entry.getKey()));
  }

  private static String shapes(Object[] arguments) {
    if (arguments == null) {
      return "";
    }
    return Arrays.stream(arguments)
        .filter(INDArray.class::isInstance)
        .limit(SHAPES_SHOWN)
        .map(array -> Arrays.toString(((INDArray) array).shape()))
        .collect(Collectors.joining(" "));
  }
}
