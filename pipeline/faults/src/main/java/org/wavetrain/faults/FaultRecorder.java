package org.wavetrain.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Writes what the tests of faults came to into the folder that the system property {@code
 * wavetrain.faults} names, a file for each class of tests, for {@link FaultTable}; without it, does
 * nothing.
 */
public final class FaultRecorder implements TestExecutionListener {
  private static final String PROPERTY = "wavetrain.faults";

  private final Map<Method, FaultCase> cases = new LinkedHashMap<>();
  private final Path folder;
  private TestPlan plan;

  /** As JUnit makes it. */
  public FaultRecorder() {
    this(System.getProperty(PROPERTY));
  }

  /**
   * @param folder to write to; null for none
   */
  FaultRecorder(String folder) {
    this.folder = folder == null ? null : Path.of(folder);
  }

  @Override
  public synchronized void testPlanExecutionStarted(TestPlan started) {
    plan = started;
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (test.isTest()) {
      record(test, result.getStatus());
    } else if (result.getStatus() == Status.ABORTED) {
      recordAllBelow(test);
    }
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    record(test, Status.ABORTED);
    recordAllBelow(test);
  }

  /** What a machine cannot try is a row of the table all the same. */
  private synchronized void recordAllBelow(TestIdentifier container) {
    plan.getDescendants(container).forEach(test -> record(test, Status.ABORTED));
  }

  private void record(TestIdentifier test, Status status) {
    test.getSource()
        .filter(MethodSource.class::isInstance)
        .map(source -> ((MethodSource) source).getJavaMethod())
        .ifPresent(method -> record(method, status));
  }

  private synchronized void record(Method method, Status status) {
    Optional<Fault> fault = AnnotationSupport.findAnnotation(method, Fault.class);
    fault.ifPresent(
        known -> {
          String test = method.getDeclaringClass().getSimpleName() + "." + method.getName();
          FaultCase before =
              cases.getOrDefault(
                  method,
                  new FaultCase(known.area(), known.injected(), known.outcome(), test, 0, 0));
          cases.put(method, before.with(status));
        });
  }

  @Override
  public synchronized void testPlanExecutionFinished(TestPlan plan) {
    if (folder == null) {
      return;
    }
    Map<String, List<String>> linesOfClasses = new LinkedHashMap<>();
    cases.forEach(
        (method, tried) ->
            linesOfClasses
                .computeIfAbsent(method.getDeclaringClass().getName(), name -> new ArrayList<>())
                .add(tried.line()));
    linesOfClasses.forEach(this::write);
  }

  private void write(String className, List<String> lines) {
    try {
      Files.write(Files.createDirectories(folder).resolve(className + FaultTable.RECORD), lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
