package org.wavetrain.airflow;

import java.util.List;
import org.wavetrain.airflow.client.model.HITLDetail;

/**
 * A question that a run waits with until a person answers it.
 *
 * @param task the task that asks
 * @param subject the question
 * @param options the answers that there are
 */
public record Approval(TaskInstance task, String subject, List<String> options) {
  public Approval {
    options = List.copyOf(options);
  }

  static Approval of(HITLDetail response) {
    return new Approval(
        TaskInstance.of(response.getTaskInstance()), response.getSubject(), response.getOptions());
  }
}
