package org.wavetrain.local.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FilterParserTest {
  @Test
  void anEmptyFilterHasNoConditions() {
    assertThat(FilterParser.parse("  ")).isEmpty();
  }

  @Test
  void conditionsAreJoinedByAnd() {
    assertThat(
            FilterParser.parse(
                "metrics.wer <= 0.25 AND params.optimizer='adam' and tag.stage LIKE \"eval%\""))
        .containsExactly(
            new Comparison(
                new Field(Field.Kind.METRIC, "wer"), Operator.LESS_OR_EQUAL, List.of(0.25)),
            new Comparison(
                new Field(Field.Kind.PARAMETER, "optimizer"), Operator.EQUAL, List.of("adam")),
            new Comparison(new Field(Field.Kind.TAG, "stage"), Operator.LIKE, List.of("eval%")));
  }

  @Test
  void aNameWithoutAPrefixIsAnAttribute() {
    assertThat(FilterParser.parse("name = 'commands'"))
        .extracting(Comparison::field)
        .containsExactly(new Field(Field.Kind.ATTRIBUTE, "name"));
  }

  @Test
  void aNameOfOtherCharactersStandsInBackticksOrQuotes() {
    assertThat(
            FilterParser.parse(
                "tags.`mlflow.parentRunId` = 'a' and metrics.\"word error rate\" > 1"
                    + " and metrics.validation/wer.exit-4 > -1e-3"))
        .extracting(comparison -> comparison.field().name())
        .containsExactly("mlflow.parentRunId", "word error rate", "validation/wer.exit-4");
  }

  @Test
  void aListStandsInParentheses() {
    assertThat(FilterParser.parse("attributes.run_id NOT IN ('a', \"b\")"))
        .containsExactly(
            new Comparison(
                new Field(Field.Kind.ATTRIBUTE, "run_id"), Operator.NOT_IN, List.of("a", "b")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "metrics.wer",
        "metrics.wer <",
        "metrics.wer < 1 or metrics.wer > 2",
        "metrics.wer < 1 and",
        "params.x = y",
        "params.x = 'y",
        "wrong.x = 'y'",
        "name = ('a')",
        "name IN 'a'",
        "name IN ('a'",
        "name ~ 'a'",
        "= 'a'",
        "name = 'a' 'b'"
      })
  void whatIsNoFilterIsRefused(String filter) {
    assertThatThrownBy(() -> FilterParser.parse(filter))
        .isInstanceOfSatisfying(
            ApiError.class,
            error -> assertThat(error.type()).isEqualTo(ErrorType.INVALID_PARAMETER_VALUE));
  }

  @Test
  void anOrderingAscendsUnlessSaidOtherwise() {
    assertThat(FilterParser.parseOrder(List.of("metrics.wer DESC", "start_time", "tags.`a b` asc")))
        .containsExactly(
            new Ordering(new Field(Field.Kind.METRIC, "wer"), false),
            new Ordering(new Field(Field.Kind.ATTRIBUTE, "start_time"), true),
            new Ordering(new Field(Field.Kind.TAG, "a b"), true));
    assertThatThrownBy(() -> FilterParser.parseOrder(List.of("metrics.wer DOWN")))
        .isInstanceOf(ApiError.class);
  }
}
