package org.wavetrain.wav2vec2.benchmark;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
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
 * Kernels that add up the processor time that each operation takes on the calling thread, by shape;
 * meant for {@code OMP_NUM_THREADS=1}.
 */
final class ProfiledKernels {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final Map<String, long[]> nanos = new TreeMap<>();
  private final Kernels profiled;

  ProfiledKernels(Kernels kernels) {
    profiled =
        (Kernels)
            Proxy.newProxyInstance(
                Kernels.class.getClassLoader(),
                new Class<?>[] {Kernels.class},
                (proxy, method, arguments) -> {
                  long start = THREADS.getCurrentThreadCpuTime();
                  try {
                    return method.invoke(kernels, arguments);
                  } catch (InvocationTargetException failure) {
                    throw failure.getCause();
                  } finally {
                    long[] sum =
                        nanos.computeIfAbsent(
                            method.getName() + " " + shapes(arguments), key -> new long[2]);
                    sum[0] += THREADS.getCurrentThreadCpuTime() - start;
                    sum[1]++;
                  }
                });
  }

  Kernels kernels() {
    return profiled;
  }

  void reset() {
    nanos.clear();
  }

  /** Prints the operations that took longest. */
  void print(int steps) {
    double total = nanos.values().stream().mapToLong(sum -> sum[0]).sum() / 1e6 / steps;
    System.out.printf(Locale.ROOT, "%8.2f ms in kernels, each step%n", total);
    nanos.entrySet().stream()
        .sorted((a, b) -> Long.compare(b.getValue()[0], a.getValue()[0]))
        .limit(40)
        .forEach(
            entry ->
                System.out.printf(
                    Locale.ROOT,
                    "%8.3f ms %3d x %s%n",
                    entry.getValue()[0] / 1e6 / steps,
                    entry.getValue()[1] / steps,
                    entry.getKey()));
  }

  private static String shapes(Object[] arguments) {
    if (arguments == null) {
      return "";
    }
    return Arrays.stream(arguments)
        .filter(INDArray.class::isInstance)
        .limit(3)
        .map(array -> Arrays.toString(((INDArray) array).shape()))
        .collect(Collectors.joining(" "));
  }
}
