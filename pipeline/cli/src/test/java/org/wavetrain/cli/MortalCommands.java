package org.wavetrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.wavetrain.artifacts.ClaimSettings;
import org.wavetrain.promotion.SmallRegistry;
import org.wavetrain.tracking.TrackingSettings;

/**
 * Commands in processes of their own, one at a time. Each change of the registry kills the first
 * that asks for it.
 */
final class MortalCommands implements AutoCloseable {
  private final SmallRegistry servers;
  private final Path folder;
  private final KillingProxy proxy;

  /**
   * @param folder for the home and the log of the commands
   */
  MortalCommands(SmallRegistry servers, Path folder) throws IOException {
    this.servers = servers;
    this.folder = folder;
    this.proxy = new KillingProxy(server());
  }

  /** Whether a command was killed; fails if it ended otherwise than well. */
  boolean isKilled(String... command) throws IOException, InterruptedException {
    int before = deaths().size();
    Process process = startWith(proxy.address(), command);
    proxy.kills(process);
    int exit = process.waitFor();
    boolean killed = deaths().size() > before;
    if (!killed) {
      assertThat(exit).as(said()).isZero();
    }
    return killed;
  }

  /** Starts a command that its caller may kill. */
  Process start(String... command) throws IOException {
    return startWith(server().toString(), command);
  }

  /** What the last command has said so far. */
  String said() throws IOException {
    return Files.readString(log());
  }

  /** The changes before which a command was killed, in that order. */
  List<String> deaths() {
    return proxy.fatalChanges();
  }

  private URI server() {
    return URI.create(servers.environment().get(TrackingSettings.ADDRESS_VARIABLE));
  }

  private Process startWith(String tracking, String... command) throws IOException {
    Map<String, String> environment = new HashMap<>(servers.environment());
    environment.put(TrackingSettings.ADDRESS_VARIABLE, tracking);
    // Only one of them is alive, so the next need not wait for the claim of the one that died.
    environment.put(ClaimSettings.OWNER_VARIABLE, "the one that is alive");
    return ProgramProcess.start(
        environment,
        log(),
        Stream.concat(
                Stream.of(command), Stream.of("--home", folder.resolve("commands").toString()))
            .toArray(String[]::new));
  }

  private Path log() {
    return folder.resolve("command.log");
  }

  @Override
  public void close() {
    proxy.close();
  }
}
