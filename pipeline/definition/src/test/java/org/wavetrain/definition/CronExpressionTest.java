package org.wavetrain.definition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronExpressionTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"0 0 * * *", "*/15 8-18 * * mon-fri", "5,35 2 1 JAN,jul 0", "0-30/10 0 * * 7"})
  void whatCronTakesIsTaken(String expression) {
    assertThat(CronExpression.objection(expression)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 0 * *|has 4 fields, not five",
        "60 0 * * *|has the minute \"60\"",
        "0 0 0 * *|has the day of the month \"0\"",
        "0 0 * foo *|has the month \"foo\"",
        "*/0 0 * * *|has the minute \"*/0\"",
        "0 1, * * *|has the hour \"\""
      })
  void whatIsWrongIsNamed(String expression, String objection) {
    assertThat(CronExpression.objection(expression)).contains(objection);
  }
}
