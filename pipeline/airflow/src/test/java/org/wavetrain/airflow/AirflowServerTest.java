package org.wavetrain.airflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.wavetrain.failure.UserFailure;

/** Against a running server, which the variable names. */
@EnabledIfEnvironmentVariable(named = AirflowSettings.ADDRESS_VARIABLE, matches = "http.*")
class AirflowServerTest {
  private final AirflowSettings settings = AirflowSettings.fromEnvironment(System.getenv());
  private final Airflow airflow = connect(settings);

  @Test
  void aHealthyServerSaysItsVersion() {
    Health health = airflow.health();

    assertThat(health.version()).startsWith("3.");
    assertThat(health.database()).isTrue();
    assertThat(health.scheduler()).isTrue();
  }

  @Test
  void aDagThatIsNotThereIsNamed() {
    assertFailure(
        () -> airflow.dag("nobody"), AirflowError.AIRFLOW_NOT_FOUND, "look for DAG nobody");
  }

  @Test
  void aRunOfADagThatIsNotThereIsNotTriggered() {
    assertFailure(
        () -> airflow.runs().trigger("nobody", Optional.empty(), Map.of()),
        AirflowError.AIRFLOW_NOT_FOUND,
        "nobody");
  }

  @Test
  void aWrongPasswordIsRefused() {
    Airflow stranger =
        connect(
            new AirflowSettings(
                settings.address(),
                settings.username(),
                Optional.of("not the password"),
                Optional.empty()));

    assertFailure(stranger::health, AirflowError.AIRFLOW_SIGN_IN_REFUSED, "401");
  }

  @Test
  void aWrongTokenIsRefusedForAllThatNeedsOne() {
    Airflow stranger =
        connect(
            new AirflowSettings(
                settings.address(), Optional.empty(), Optional.empty(), Optional.of("made up")));

    assertFailure(
        () -> stranger.dags("wavetrain"), AirflowError.AIRFLOW_SIGN_IN_REFUSED, "list the DAGs");
  }

  /** The variable holds the name and the password of a user who may only look, with a colon. */
  @Test
  @EnabledIfEnvironmentVariable(named = "WAVETRAIN_TEST_AIRFLOW_VIEWER", matches = ".+:.+")
  void aViewerMayLookButNotMakeAnything() {
    String[] viewer = System.getenv("WAVETRAIN_TEST_AIRFLOW_VIEWER").split(":", 2);
    Airflow looking =
        connect(
            new AirflowSettings(
                settings.address(),
                Optional.of(viewer[0]),
                Optional.of(viewer[1]),
                Optional.empty()));

    assertThat(looking.dags("wavetrain")).isNotNull();
    assertFailure(
        () -> looking.pools().create("forbidden", 1, ""),
        AirflowError.AIRFLOW_FORBIDDEN,
        "make pool forbidden");
  }

  @Test
  void aPoolIsMadeOnceListedAndDeleted() {
    String name = "pool_of_a_test_" + System.nanoTime();

    Pool made = airflow.pools().create(name, 2, "made by a test");
    try {
      assertThat(airflow.pools().all()).contains(made);
      assertFailure(
          () -> airflow.pools().create(name, 2, ""), AirflowError.AIRFLOW_REQUEST_REFUSED, name);
    } finally {
      airflow.pools().delete(name);
    }
    assertThat(airflow.pools().all()).doesNotContain(made);
  }

  @Test
  void aServerThatIsAwayIsNamedWithItsAddress() {
    Airflow away =
        Airflow.connect(
            new AirflowSettings(
                URI.create("http://127.0.0.1:9"),
                Optional.empty(),
                Optional.empty(),
                Optional.of("token")),
            Duration.ZERO,
            AirflowServerTest::refuse);

    assertFailure(away::health, AirflowError.AIRFLOW_UNREACHABLE, "http://127.0.0.1:9");
  }

  private static Airflow connect(AirflowSettings settings) {
    return Airflow.connect(settings, AirflowServerTest::refuse);
  }

  /** A healthy server is not waited for. */
  private static void refuse(String notice) {
    throw new AssertionError(notice);
  }

  private static void assertFailure(ThrowingCallable call, AirflowError code, String words) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            UserFailure.class, failure -> assertThat(failure.code()).isEqualTo(code))
        .hasMessageContaining(words);
  }
}
