package org.wavetrain.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.wavetrain.airflow.Airflow;
import org.wavetrain.airflow.AirflowSettings;
import org.wavetrain.http.Access;
import org.wavetrain.stage.ExitCode;
import org.wavetrain.tracking.Patience;
import org.wavetrain.website.Site;
import org.wavetrain.website.Website;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows all runs and models in a browser. */
@Command(
    name = "serve",
    description = {
      "Shows all runs and models in a browser, until Ctrl-C; runs that go on update themselves.",
      "For example: wavetrain serve --port 8080"
    },
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
  /** The variable that holds what browsers must bring. */
  static final String TOKEN_VARIABLE = "WAVETRAIN_SITE_TOKEN";

  private final Console console;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description =
          "The address to listen on (default: ${DEFAULT-VALUE}). Any but those of this machine"
              + " alone asks for a token, which "
              + TOKEN_VARIABLE
              + " has. Nobody can change"
              + " anything.")
  private String host;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8765",
      description = "The port, or 0 for any that is free (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--allow-host",
      paramLabel = "NAME",
      description =
          "Another name that browsers may ask for, such as that of a proxy before it; may be"
              + " repeated. Without any, only those of this machine are answered, unless --host is"
              + " an address that others reach.")
  private List<String> allowedHosts = new ArrayList<>();

  @Option(names = "--no-browser", description = "Do not open a browser.")
  private boolean noBrowser;

  @Mixin private JsonOption json;

  @Mixin private HomeOption home;

  ServeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Access access = Access.to(host, allowedHosts, TOKEN_VARIABLE, console.environment());
    boolean fresh = !Files.exists(home.path());
    LogFile.open(home.path());
    CountDownLatch ended = new CountDownLatch(1);
    console.interruption().stops(ended::countDown);
    Optional<WatchedSchedules> schedules = schedules();
    try (Services services = Services.open(home.path(), Patience.OF_PAGES);
        Website website = Website.start(site(services, schedules), host, port, access)) {
      tell(website.address(), fresh);
      ended.await();
    } finally {
      schedules.ifPresent(WatchedSchedules::close);
    }
    return ExitCode.DONE.code();
  }

  private void tell(URI address, boolean fresh) {
    if (json.wanted()) {
      console.out().println("{\"address\":\"" + address + "\"}");
    } else {
      console.out().println(address + " shows all runs and models; Ctrl-C ends it.");
      if (fresh) {
        console.out().println("There was no home " + home.path() + " yet: nothing has run there.");
      }
    }
    console.out().flush();
    if (!noBrowser && !json.wanted() && console.terminal().interactive()) {
      new Browser(console.environment()).open(address);
    }
  }

  private static Site site(Services services, Optional<WatchedSchedules> schedules) {
    return new Site(
        services.tracking(),
        services.store(),
        new RunDocuments(services),
        schedules,
        InstantSource.system());
  }

  /** What the Airflow server is going to run, if one is configured. */
  private Optional<WatchedSchedules> schedules() {
    return console.environment().containsKey(AirflowSettings.ADDRESS_VARIABLE)
        ? Optional.of(
            WatchedSchedules.of(
                Airflow.connect(
                    AirflowSettings.fromEnvironment(console.environment()), notice -> {})))
        : Optional.empty();
  }
}
