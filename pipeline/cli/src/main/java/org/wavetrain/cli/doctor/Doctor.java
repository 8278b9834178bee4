package org.wavetrain.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.wavetrain.artifacts.FolderTree;
import org.wavetrain.artifacts.ObjectStoreSettings;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.local.EmbeddedServers;
import org.wavetrain.tracking.TrackingSettings;

/**
 * Looks whether all is there that the program needs. It leaves nothing that anybody would see: the
 * home is not made, and embedded servers are tried out over an empty folder that is removed again;
 * what the home keeps is only opened; what is written to real servers is removed again.
 *
 * @param home that would be used
 * @param environment the variables that are set
 * @param clock this machine's
 */
public record Doctor(Path home, Map<String, String> environment, InstantSource clock) {
  private static final Path PROCESSOR_INFORMATION = Path.of("/proc/cpuinfo");

  /** Makes all checks. */
  public List<Finding> examine() throws IOException {
    List<Finding> findings = new ArrayList<>();
    MachineChecks machine = MachineChecks.here();
    findings.add(machine.java());
    findings.add(machine.memory());
    findings.add(DiskCheck.of("home", home).finding());
    new HomeCheck(home)
        .finding(embedsStore(), unset(TrackingSettings.ADDRESS_VARIABLE))
        .ifPresent(findings::add);
    findings.add(
        DiskCheck.of("temporary folder", Path.of(System.getProperty("java.io.tmpdir"))).finding());
    findings.add(ProcessorChecks.processor(PROCESSOR_INFORMATION));
    findings.add(ProcessorChecks.card());
    findings.add(VariablesCheck.of(environment));
    findings.addAll(servers());
    return List.copyOf(findings);
  }

  private List<Finding> servers() throws IOException {
    Path folder;
    try {
      folder = Files.createTempDirectory("wavetrain-doctor");
    } catch (IOException unwritable) {
      return List.of(
          Finding.failed(
              "servers",
              "The servers are not looked at, since there is no temporary folder: "
                  + unwritable.getMessage()
                  + ".",
              "Free some space there, or name another folder with TMPDIR."));
    }
    try (EmbeddedServers servers = EmbeddedServers.start(folder, environment)) {
      return new ServerChecks(
              servers.environment(), embedsStore(), unset(TrackingSettings.ADDRESS_VARIABLE), clock)
          .all();
    } catch (UserFailure failure) {
      return List.of(Finding.failed("servers", failure));
    } finally {
      new FolderTree(folder).remove();
    }
  }

  private boolean embedsStore() {
    return unset(ObjectStoreSettings.ENDPOINT_VARIABLE)
        && unset(ObjectStoreSettings.BUCKET_VARIABLE);
  }

  private boolean unset(String variable) {
    return environment.getOrDefault(variable, "").isBlank();
  }
}
