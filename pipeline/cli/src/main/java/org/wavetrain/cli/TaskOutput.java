package org.wavetrain.cli;

import java.util.Map;
import org.wavetrain.definition.DefinitionError;
import org.wavetrain.definition.PipelineProblems;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.stage.ExitCode;
import org.wavetrain.stage.ResultFile;
import org.wavetrain.stage.event.EventJson;
import org.wavetrain.stage.event.FailureEvent;

/**
 * Tells an orchestrator what came of a task: on the last line of standard output, and in the file
 * that the environment names; or else why there is nothing, as a stage does.
 */
record TaskOutput(Console console, Map<String, String> environment) {
  /** What a task does. */
  @FunctionalInterface
  interface Work {
    /** Returns the result, one line of JSON. */
    String result() throws Exception;
  }

  /** Does it; returns the exit code. */
  int of(Work work) throws Exception {
    try {
      String json = work.result();
      ResultFile.of(environment).write(json);
      console.out().println(json);
      return ExitCode.DONE.code();
    } catch (UserFailure failure) {
      tell(failure.code().name(), failure.getMessage(), failure.remedy());
      throw failure;
    } catch (PipelineProblems problems) {
      tell(
          DefinitionError.PIPELINE_INVALID.name(),
          problems.getMessage(),
          "Correct the pipeline file or the options.");
      throw problems;
    }
  }

  private void tell(String code, String sentence, String remedy) {
    console.out().println(EventJson.write(new FailureEvent(code, sentence, remedy)));
    console.out().flush();
  }
}
