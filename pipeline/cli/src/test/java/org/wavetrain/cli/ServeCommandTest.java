package org.wavetrain.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.cli.display.Terminal;
import org.wavetrain.stage.ExitCode;

class ServeCommandTest {
  @TempDir private Path home;

  @Test
  void pagesAreServedUntilItIsInterrupted() throws Exception {
    PipedOutputStream out = new PipedOutputStream();
    Interruption interruption = new Interruption();
    try (PrintStream printed = new PrintStream(out, true, UTF_8);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(new PipedInputStream(out), UTF_8))) {
      Console console =
          new Console(
              new ResultStream(printed), System.err, Terminal.none(), interruption, Map.of());
      CompletableFuture<Integer> command =
          CompletableFuture.supplyAsync(
              () -> {
                int status = Main.run(console, "serve", "--port", "0", "--home", home.toString());
                interruption.commandIsOver();
                return status;
              });
      String address = lines.readLine().replaceAll(" .*", "");
      HttpResponse<String> page =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString());
      assertThat(page.body()).contains("No Airflow server is configured");
      interruption.stop();
      assertThat(command.get()).isEqualTo(ExitCode.DONE.code());
    }
  }

  @Test
  void whereOthersReachItATokenIsAskedFor() {
    assertThat(CommandRun.refusal("serve", "--host", "0.0.0.0", "--home", home.toString()))
        .contains("TOKEN_MISSING", "WAVETRAIN_SITE_TOKEN");
  }

  @Test
  void anAddressThatIsNotOfThisMachineIsRefused() {
    String refusal =
        CommandRun.of(
                Map.of("WAVETRAIN_SITE_TOKEN", "secret"),
                "serve",
                "--host",
                "203.0.113.1",
                "--home",
                home.toString())
            .error();
    assertThat(refusal).contains("WEBSITE_UNSTARTABLE", "203.0.113.1", "--host");
  }
}
