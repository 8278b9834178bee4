package org.wavetrain.cli.doctor;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.wavetrain.artifacts.ClaimSettings;
import org.wavetrain.definition.Suggestion;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.stage.HangPatience;

/** Whether variables of this program are spelt as it reads them, and what no server tells of. */
final class VariablesCheck {
  private static final String PREFIX = "WAVETRAIN_";

  /**
   * Those that the program, its tasks, its DAGs and its images read; a test looks for others in the
   * sources.
   */
  static final Set<String> KNOWN =
      Set.of(
          "WAVETRAIN_AIRFLOW_PASSWORD",
          "WAVETRAIN_AIRFLOW_TOKEN",
          "WAVETRAIN_AIRFLOW_URL",
          "WAVETRAIN_AIRFLOW_USERNAME",
          "WAVETRAIN_APPROVAL_TIMEOUT",
          "WAVETRAIN_CLAIM_OWNER",
          "WAVETRAIN_CLAIM_SECONDS",
          "WAVETRAIN_COMMAND",
          "WAVETRAIN_DOCKER_MOUNTS",
          "WAVETRAIN_DOCKER_NETWORK",
          "WAVETRAIN_DOCKER_USER",
          "WAVETRAIN_EXECUTOR",
          "WAVETRAIN_HANG_SECONDS",
          "WAVETRAIN_IMAGE_PREFIX",
          "WAVETRAIN_IMAGE_TAG",
          "WAVETRAIN_INTEGRATION",
          "WAVETRAIN_JOB",
          "WAVETRAIN_KUBERNETES_GPU_RESOURCE",
          "WAVETRAIN_KUBERNETES_IMAGE_PULL_SECRET",
          "WAVETRAIN_KUBERNETES_NAMESPACE",
          "WAVETRAIN_KUBERNETES_SECRET",
          "WAVETRAIN_KUBERNETES_SERVICE_ACCOUNT",
          "WAVETRAIN_KUBERNETES_VOLUMES",
          "WAVETRAIN_KUBERNETES_WORK_SIZE",
          "WAVETRAIN_PIPELINES",
          "WAVETRAIN_RECORDINGS",
          "WAVETRAIN_RESULT",
          "WAVETRAIN_S3_BUCKET",
          "WAVETRAIN_S3_CHECKSUMS",
          "WAVETRAIN_S3_CONNECTION",
          "WAVETRAIN_S3_ENDPOINT",
          "WAVETRAIN_S3_TIMEOUT_SECONDS",
          "WAVETRAIN_SERVICE_TOKEN",
          "WAVETRAIN_SITE_TOKEN",
          "WAVETRAIN_STOP_ON_STDIN_EOF",
          "WAVETRAIN_STORE",
          "WAVETRAIN_TASK_PIPELINES",
          "WAVETRAIN_TRACKING_CONNECTION",
          "WAVETRAIN_VERSION",
          "WAVETRAIN_WEBHOOK",
          "WAVETRAIN_WORK");

  /** Those of MLflow and of Amazon that this program reads itself. */
  private static final Set<String> OF_OTHERS =
      Set.of(
          "AWS_ACCESS_KEY_ID",
          "AWS_DEFAULT_REGION",
          "AWS_REGION",
          "AWS_SECRET_ACCESS_KEY",
          "AWS_SESSION_TOKEN",
          "MLFLOW_TRACKING_PASSWORD",
          "MLFLOW_TRACKING_TOKEN",
          "MLFLOW_TRACKING_URI",
          "MLFLOW_TRACKING_USERNAME");

  private VariablesCheck() {}

  static Finding of(Map<String, String> environment) {
    TreeSet<String> ours = new TreeSet<>(environment.keySet());
    ours.removeIf(name -> !name.startsWith(PREFIX) && !OF_OTHERS.contains(name));
    try {
      ClaimSettings.fromEnvironment(environment);
      HangPatience.fromEnvironment(environment);
    } catch (UserFailure failure) {
      return Finding.failed("variables", failure);
    }
    List<String> unknown =
        ours.stream().filter(name -> !KNOWN.contains(name) && !OF_OTHERS.contains(name)).toList();
    if (unknown.isEmpty()) {
      return Finding.ok(
          "variables",
          ours.isEmpty()
              ? "No variable that the program reads is set."
              : "Of the variables that the program reads, these are set: "
                  + String.join(", ", ours)
                  + ".");
    }
    return Finding.warning(
        "variables",
        "Nothing reads %s.".formatted(String.join(", ", unknown)),
        Suggestion.remedy(unknown.get(0), KNOWN));
  }
}
