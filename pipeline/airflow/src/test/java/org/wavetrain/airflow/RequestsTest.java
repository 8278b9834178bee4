package org.wavetrain.airflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wavetrain.airflow.ScriptedAnswers.DAG;
import static org.wavetrain.airflow.ScriptedAnswers.dag;
import static org.wavetrain.airflow.ScriptedAnswers.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wavetrain.airflow.ScriptedServer.Asked;
import org.wavetrain.failure.UserFailure;

/** What is asked again, and what a failure is called. */
class RequestsTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final String TRIGGER = "POST /api/v2/dags/words/dagRuns";
  private static final String CONFLICT =
      "{\"detail\": {\"reason\": \"Unique constraint violation\"}}";

  private final List<String> notices = new ArrayList<>();
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
  void readingIsRepeatedWhileTheServerFails() {
    server.answers(503, DAG, "starting").answers(500, DAG, "starting").answers(DAG, dag(true));

    assertThat(airflow(LONG).dag("words").paused()).isTrue();
    assertThat(server.asked(DAG)).hasSize(3);
    assertThat(notices).as("a hiccup is not worth a word").isEmpty();
  }

  @Test
  void aServerThatIsWaitedForIsNamedOnce() {
    for (int failure = 0; failure < 4; failure++) {
      server.answers(503, DAG, "starting");
    }
    server.answers(DAG, dag(true));

    airflow(LONG).dag("words");

    assertThat(notices)
        .containsExactly(
            "Waiting up to 30 s for the Airflow server at %s: its status is 503."
                .formatted(server.address()));
  }

  @Test
  void changingIsNotRepeatedSinceItMayHaveHappened() {
    String pools = "POST /api/v2/pools";
    server.answers(500, pools, "{\"detail\": \"The database is locked.\"}");

    assertFailure(
        () -> airflow(LONG).pools().create("cards", 4, ""),
        AirflowError.AIRFLOW_SERVER_FAILED,
        "The database is locked");
    assertThat(server.asked(pools)).hasSize(1);
  }

  @Test
  void aRunIsAskedForAgainUnderTheSameName() throws IOException {
    server.answers(502, TRIGGER, "Bad Gateway").answers(TRIGGER, run("queued"));

    assertThat(trigger(airflow(LONG)).id()).isEqualTo("one");

    List<String> names = names();
    assertThat(names).hasSize(2);
    assertThat(names.get(0))
        .isEqualTo(names.get(1))
        .matches("manual__\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ_[0-9a-f]{8}");
  }

  @Test
  void aRunThatHasBegunAlthoughTheAnswerWasLostIsLookedForByItsName() throws IOException {
    server
        .answers(504, TRIGGER, "Gateway Timeout")
        .answers(409, TRIGGER, CONFLICT)
        .answers("GET /api/v2/dags/words/dagRuns/*", run("running"));

    assertThat(trigger(airflow(LONG)).state()).isEqualTo(RunState.RUNNING);
    assertThat(server.asked().get(2).request())
        .isEqualTo("GET /api/v2/dags/words/dagRuns/" + names().get(0));
  }

  @Test
  void aRunThatIsRefusedForWhatElseThereIsIsNotTakenForOneThatHasBegun() {
    server.answers(409, TRIGGER, CONFLICT);

    assertFailure(
        () -> trigger(airflow(LONG)),
        AirflowError.AIRFLOW_REQUEST_REFUSED,
        "409: Unique constraint violation");
  }

  @Test
  void patienceEnds() {
    server.answers(502, DAG, "<html>Bad Gateway</html>");

    assertFailure(
        () -> airflow(Duration.ZERO).dag("words"),
        AirflowError.AIRFLOW_SERVER_FAILED,
        "502: <html>Bad Gateway");
  }

  @Test
  void fieldsThatTheServerRefusesAreNamed() {
    server.answers(
        422,
        TRIGGER,
        "{\"detail\": [{\"loc\": [\"body\", \"conf\"], \"msg\": \"Input should be a dict\"}]}");

    assertFailure(
        () -> trigger(airflow(LONG)),
        AirflowError.AIRFLOW_REQUEST_REFUSED,
        "conf: Input should be a dict");
    assertThat(server.asked()).hasSize(1);
  }

  @Test
  void somethingElseThatAnswersIsNoAirflowServerAndIsNotWaitedFor() {
    server.answers(DAG, "<html>It works!</html>");

    assertFailure(
        () -> airflow(LONG).dag("words"),
        AirflowError.AIRFLOW_ANSWER_UNREADABLE,
        server.address().toString());
    assertThat(server.asked()).hasSize(1);
  }

  @Test
  void whatIsMissingOnAnAirflowServerIsNotWhatIsMissingOnAnother() {
    server
        .answers("GET /api/v2/version", "{\"version\": \"3.3.2\"}")
        .answers(404, "GET /api/v2/version", "{\"detail\": \"Not Found\"}")
        .answers(404, DAG, "{\"detail\": \"The Dag with ID: `words` was not found\"}");

    assertFailure(
        () -> airflow(LONG).dag("words"), AirflowError.AIRFLOW_NOT_FOUND, "was not found");
    assertFailure(
        () -> airflow(LONG).dag("words"),
        AirflowError.AIRFLOW_ANSWER_UNREADABLE,
        "What answers at %s is not an Airflow server".formatted(server.address()));
  }

  @Test
  void aTokenThatHasRunOutIsRenewedOnce() {
    server
        .answers(201, "POST /auth/token", "{\"access_token\": \"first\"}")
        .answers(201, "POST /auth/token", "{\"access_token\": \"second\"}")
        .answers(DAG, dag(true))
        .answers(401, DAG, "{\"detail\": \"Token expired\"}")
        .answers(DAG, dag(false));
    Airflow airflow =
        Airflow.connect(
            new AirflowSettings(
                server.address(), Optional.of("trainer"), Optional.of("secret"), Optional.empty()),
            Duration.ZERO,
            notices::add);

    assertThat(airflow.dag("words").paused()).isTrue();
    assertThat(airflow.dag("words").paused()).isFalse();
    assertThat(server.asked())
        .extracting(Asked::signature)
        .containsExactly("", "Bearer first", "Bearer first", "", "Bearer second");
  }

  private Airflow airflow(Duration patience) {
    return Airflow.connect(
        AirflowSettings.fromEnvironment(server.environment()), patience, notices::add);
  }

  private static DagRun trigger(Airflow airflow) {
    return airflow.runs().trigger("words", Optional.empty(), Map.of());
  }

  /** The names that runs were to have. */
  private List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    for (Asked asked : server.asked(TRIGGER)) {
      JsonNode body = new ObjectMapper().readTree(asked.body());
      names.add(body.path("dag_run_id").asText());
    }
    return names;
  }

  private static void assertFailure(ThrowingCallable call, AirflowError code, String words) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            UserFailure.class, failure -> assertThat(failure.code()).isEqualTo(code))
        .hasMessageContaining(words);
  }
}
