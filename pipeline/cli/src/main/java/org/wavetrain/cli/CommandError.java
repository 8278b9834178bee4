package org.wavetrain.cli;

import org.wavetrain.failure.ErrorCode;

/** What can be wrong with a command line, besides what it sets going. */
public enum CommandError implements ErrorCode {
  /** There is no such command. */
  COMMAND_UNKNOWN,
  /** The command has no such option. */
  OPTION_UNKNOWN,
  /** An option or argument is missing or its value does not make sense. */
  COMMAND_LINE_INVALID,
  /** The program's own files are not where they should be. */
  INSTALLATION_INCOMPLETE,
  /** Two folders given with {@code --corpus} hold the same kind of speech. */
  CORPUS_AMBIGUOUS,
  /** There is no such corpus. */
  CORPUS_MISSING,
  /** No model was registered yet. */
  MODEL_MISSING,
  /** The folder that results are to go to holds something. */
  OUTPUT_FOLDER_IN_USE,
  /** The folder that results are to go to cannot be made or written to. */
  OUTPUT_FOLDER_UNWRITABLE,
  /** The file that a result is to go to cannot be made or replaced. */
  OUTPUT_FILE_UNWRITABLE,
  /** There is no run of a pipeline with that id or name. */
  RUN_MISSING,
  /** No run belongs to a pipeline of that name. */
  PIPELINE_UNKNOWN,
  /** No run has a figure of that name. */
  METRIC_UNKNOWN,
  /** Several runs of pipelines have that name, or ids that begin so. */
  RUN_AMBIGUOUS,
  /** A comparison takes two runs at least. */
  NOTHING_TO_COMPARE,
  /** A DAG has not run yet. */
  AIRFLOW_RUN_MISSING,
  /** A run of a DAG has failed. */
  AIRFLOW_RUN_FAILED,
  /** A run of a DAG has no task of that name. */
  AIRFLOW_TASK_UNKNOWN,
  /** An attempt of a task has no log: it was not made. */
  AIRFLOW_ATTEMPT_MISSING,
  /** A DAG has no parameter of that name. */
  AIRFLOW_PARAMETER_UNKNOWN,
  /** A run of a DAG waits for nobody's answer. */
  AIRFLOW_NOTHING_ASKED,
  /** Several runs of a DAG wait for an answer. */
  AIRFLOW_RUN_AMBIGUOUS,
  /** A DAG without a schedule has no past dates to run. */
  AIRFLOW_DAG_WITHOUT_SCHEDULE,
  /** A DAG has a backfill that is not over. */
  AIRFLOW_BACKFILL_UNDER_WAY,
  /** Wavetrain itself is at fault. */
  INTERNAL_ERROR
}
