package org.wavetrain.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;

class AccessTest {
  private static final String VARIABLE = "SOME_TOKEN";
  private static final Map<String, String> NONE = Map.of();
  private static final Map<String, String> SECRET = Map.of(VARIABLE, "secret");

  private static Access to(String host, Map<String, String> environment, String... names) {
    return Access.to(host, List.of(names), VARIABLE, environment);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "203.0.113.1"})
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a service is to listen where others reach it, and no token is set",
      outcome = "it does not start, and says which variable to set")
  void whereOthersReachItATokenIsAskedFor(String host) {
    assertThatThrownBy(() -> to(host, NONE))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(HttpError.TOKEN_MISSING);
              assertThat(failure.getMessage()).contains(host, VARIABLE);
            });
    assertThatThrownBy(() -> to(host, Map.of(VARIABLE, "  "))).isInstanceOf(UserFailure.class);
    assertThat(to(host, SECRET).isBy("any.example")).isTrue();
  }

  @Test
  void onTheLoopbackInterfaceOnlyItsNamesAreAnswered() {
    Access access = to("127.0.0.1", NONE, "Pages.Example");
    assertThat(List.of("127.0.0.1", "LOCALHOST", "[::1]", "::1", "pages.example"))
        .allMatch(access::isBy);
    assertThat(access.isBy("elsewhere.example")).isFalse();
    assertThat(access.isBy("127.0.0.1.elsewhere.example")).isFalse();
    assertThat(access.isBy(null)).isFalse();
    assertThat(access.admits(null)).isTrue();
  }

  @Test
  void namesThatAreGivenAreTheOnlyOnesOnOtherInterfacesToo() {
    Access access = to("0.0.0.0", SECRET, "pages.example");
    assertThat(access.isBy("pages.example")).isTrue();
    assertThat(access.isBy("elsewhere.example")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer wrong",
        "Bearer secre",
        "Bearer secrets",
        "Bearer",
        "Bearer ",
        "secret",
        "Basic",
        "Basic secret",
        "Basic !",
        "Basic c2VjcmV0",
        "Digest secret",
        ""
      })
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a request with a wrong, cut off or ill-formed token",
      outcome = "it is not admitted")
  void withoutTheTokenNobodyIsAdmitted(String authorisation) {
    assertThat(to("127.0.0.1", SECRET).admits(authorisation)).isFalse();
    assertThat(to("127.0.0.1", SECRET).admits(null)).isFalse();
  }

  @Test
  void theTokenIsABearersOrThePasswordOfAnyUser() {
    Access access = to("127.0.0.1", SECRET);
    assertThat(List.of("Bearer secret", "bearer secret", "Bearer  secret "))
        .allMatch(access::admits);
    assertThat(access.admits("Basic " + base64("anna:secret"))).isTrue();
    assertThat(access.admits("basic " + base64(":secret"))).isTrue();
    assertThat(access.admits("Basic " + base64("secret:"))).isFalse();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  @Test
  void aTokenIsNeverPartOfAText() {
    assertThat(new AccessToken("secret").toString()).doesNotContain("secret");
  }
}
