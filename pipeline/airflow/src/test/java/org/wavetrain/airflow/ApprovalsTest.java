package org.wavetrain.airflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wavetrain.airflow.ScriptedAnswers.RUN;
import static org.wavetrain.airflow.ScriptedAnswers.run;
import static org.wavetrain.airflow.ScriptedAnswers.task;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With what Airflow 3.3 answers about questions that nobody has answered. */
class ApprovalsTest {
  private ScriptedServer server;

  @BeforeEach
  void start() throws IOException {
    server = new ScriptedServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aQuestionThatIsWaitedWithIsPending() {
    assertThat(pending("awaiting_input"))
        .extracting(Approval::subject)
        .containsExactly("Promote version 4?");
  }

  @Test
  void aQuestionWhoseTaskFailedForWantOfAnAnswerIsNotPending() {
    assertThat(pending("failed")).isEmpty();
  }

  private List<Approval> pending(String state) {
    server
        .answers(RUN, run("running"))
        .answers(
            RUN + "/hitlDetails",
            """
            {"hitl_details": [{"subject": "Promote version 4?", "options": ["Approve", "Reject"],
              "response_received": false, "task_instance": %s}], "total_entries": 1}
            """
                .formatted(task("approval", -1, state, 1)));
    Airflow airflow = server.airflow();
    return airflow.approvals().pending(airflow.runs().get("words", "one"));
  }
}
