package org.wavetrain.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs the launcher script in a copy of the project that holds nothing else. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class LauncherTest {
  private static final List<String> TOOLS =
      List.of(
          "sh",
          "sed",
          "find",
          "head",
          "dirname",
          "readlink",
          "mkdir",
          "cat",
          "rm",
          "sleep",
          "cut",
          "touch",
          "stty",
          "mv");

  /** What the real build leaves behind. */
  private static final String BUILDING_MAVEN =
      """
      #!/bin/sh
      case "$*" in
        *-v) echo "Apache Maven 3.9.1 (x)"; exit 0 ;;
      esac
      echo "built" >>builds.txt
      mkdir -p target pipeline/cli/target/lib
      echo >target/build-started
      sleep 0.05
      echo >pipeline/cli/target/lib/wavetrain-cli-1.jar
      """;

  @TempDir private Path temporary;
  private Path project;
  private Path tools;
  private Path jdk;

  @BeforeEach
  void copyLauncher() throws IOException {
    project = Files.createDirectories(temporary.resolve("a project"));
    tools = Files.createDirectories(temporary.resolve("tools"));
    jdk = Files.createDirectories(temporary.resolve("a jdk"));
    Files.copy(
        Path.of("..", "..", "wavetrain"),
        project.resolve("wavetrain"),
        StandardCopyOption.COPY_ATTRIBUTES);
    Files.createDirectories(project.resolve("pipeline"));
    Files.createDirectories(project.resolve("stages/one/src/main"));
    Files.writeString(project.resolve("pom.xml"), "");
    for (String tool : TOOLS) {
      for (String folder : List.of("/usr/bin", "/bin")) {
        Path original = Path.of(folder, tool);
        if (Files.exists(original) && !Files.exists(tools.resolve(tool))) {
          Files.createSymbolicLink(tools.resolve(tool), original);
        }
      }
    }
  }

  /** Before the folder is: JUnit warns of every link that leads out of it. */
  @AfterEach
  void removeLinks() throws IOException {
    for (String tool : TOOLS) {
      Files.deleteIfExists(tools.resolve(tool));
    }
  }

  @Test
  void withoutJavaItSaysWhatToInstall() throws Exception {
    assertThat(launch(2)).startsWith("wavetrain: JDK_MISSING: ").contains("Install a JDK");
  }

  @Test
  void anOldJavaIsRefusedByItsVersion() throws Exception {
    installJava("11.0.2");

    assertThat(launch(2)).startsWith("wavetrain: JDK_TOO_OLD: ").contains("Java 11.0.2");
  }

  @Test
  void theOldNumberingOfJavaIsUnderstood() throws Exception {
    installJava("1.8.0_392");

    assertThat(launch(2)).startsWith("wavetrain: JDK_TOO_OLD: ").contains("Java 1.8.0_392");
  }

  @Test
  void aRuntimeWithoutCompilerCannotBuild() throws Exception {
    installJava("17.0.1");
    Files.delete(jdk.resolve("bin/javac"));

    assertThat(launch(2)).startsWith("wavetrain: JDK_INCOMPLETE: ");
  }

  @Test
  void withoutMavenItSaysWhatToInstall() throws Exception {
    installJava("17.0.1");

    assertThat(launch(2)).startsWith("wavetrain: MAVEN_MISSING: ");
  }

  @Test
  void anOldMavenIsRefusedByItsVersion() throws Exception {
    installJava("21");
    script(tools.resolve("mvn"), "#!/bin/sh\necho 'Apache Maven 3.6.3 (abc)'\n");

    assertThat(launch(2)).startsWith("wavetrain: MAVEN_TOO_OLD: ").contains("Maven 3.6.3");
  }

  @Test
  void aFailedBuildShowsItsReason() throws Exception {
    installJava("17.0.1");
    script(
        tools.resolve("mvn"),
        BUILDING_MAVEN.replace("echo \"built\"", "echo '[ERROR] no such symbol'; exit 1; echo"));

    assertThat(launch(2))
        .contains("[ERROR] no such symbol", "wavetrain: BUILD_FAILED: ")
        .doesNotContain("started with");
  }

  @Test
  void itBuildsOnceAndAgainWhenASourceIsNewer() throws Exception {
    installJava("17.0.1");
    script(tools.resolve("mvn"), BUILDING_MAVEN);

    assertThat(launch(0, "run", "a file.yaml"))
        .contains("started with", "org.wavetrain.cli.Main run a file.yaml");
    launch(0);
    assertThat(builds()).hasSize(1);

    Files.writeString(project.resolve("stages/one/src/main/New.java"), "");
    launch(0);
    assertThat(builds()).hasSize(2);

    Files.delete(project.resolve("stages/one/src/main/New.java"));
    launch(0);
    assertThat(builds()).hasSize(3);
  }

  @Test
  void itWorksThroughASymbolicLinkFromAnotherFolder() throws Exception {
    installJava("17.0.1");
    script(tools.resolve("mvn"), BUILDING_MAVEN);
    Path link = Files.createSymbolicLink(temporary.resolve("link"), project.resolve("wavetrain"));

    assertThat(launch(link, 0)).contains("-Dwavetrain.install=" + project.toRealPath());
  }

  @Test
  void aLockOfAProcessThatIsGoneIsTakenOver() throws Exception {
    installJava("17.0.1");
    script(tools.resolve("mvn"), BUILDING_MAVEN);
    Path lock = Files.createDirectories(project.resolve("target/build-lock"));
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    Files.writeString(lock.resolve("pid"), gone.pid() + "\n");

    launch(0);

    assertThat(lock).doesNotExist();
  }

  @Test
  void aLockWhoseProcessNumberWasGivenAwayAgainIsTakenOver() throws Exception {
    installJava("17.0.1");
    script(tools.resolve("mvn"), BUILDING_MAVEN);
    Path lock = Files.createDirectories(project.resolve("target/build-lock"));
    Path owner = lock.resolve("pid");
    Files.writeString(owner, ProcessHandle.current().pid() + "\n");
    Files.setLastModifiedTime(owner, FileTime.from(Instant.now().minus(Duration.ofHours(3))));

    launch(0);

    assertThat(lock).doesNotExist();
  }

  @Test
  void aBuildFolderThatIsAFileIsRefused() throws Exception {
    installJava("17.0.1");
    script(tools.resolve("mvn"), BUILDING_MAVEN);
    Files.writeString(project.resolve("target"), "");

    assertThat(launch(2))
        .startsWith("wavetrain: BUILD_FOLDER_UNWRITABLE: ")
        .contains(project.toRealPath().resolve("target").toString());
  }

  @Test
  void aBuildFolderThatTakesNothingIsNotWaitedFor() throws Exception {
    installJava("17.0.1");
    script(tools.resolve("mvn"), BUILDING_MAVEN);
    // As on a full disk, where this test cannot go.
    Path mkdir = tools.resolve("mkdir").toRealPath();
    Files.delete(tools.resolve("mkdir"));
    script(
        tools.resolve("mkdir"),
        "#!/bin/sh\ncase \"$*\" in *build-lock) exit 1 ;; esac\nexec %s \"$@\"\n".formatted(mkdir));

    assertThat(launch(2)).startsWith("wavetrain: BUILD_FOLDER_UNWRITABLE: ");
  }

  @Test
  void theProgramIsToldHowItWasCalled() throws Exception {
    installJava("17.0.1");
    script(tools.resolve("mvn"), BUILDING_MAVEN);

    assertThat(launch(0)).contains("-Dwavetrain.launcher=" + project.resolve("wavetrain"));
  }

  @Test
  void aTerminalsWidthIsPassedOn() throws Exception {
    Path terminal = Path.of("/usr/bin/script");
    assumeThat(terminal).exists();
    installJava("17.0.1");
    script(tools.resolve("mvn"), BUILDING_MAVEN);
    String command = "stty cols 77; exec '%s'".formatted(project.resolve("wavetrain"));

    Process process =
        environment(new ProcessBuilder(terminal.toString(), "-qec", command, "/dev/null")).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).contains("-Dwavetrain.terminal.columns=77");
    assertThat(launch(0)).contains("-Dwavetrain.terminal.columns= ");
  }

  @Test
  void launchersThatStartTogetherBuildOnce() throws Exception {
    installJava("17.0.1");
    script(tools.resolve("mvn"), BUILDING_MAVEN);

    Process first = start(project.resolve("wavetrain"));
    Process second = start(project.resolve("wavetrain"));

    assertThat(first.waitFor()).isZero();
    assertThat(second.waitFor()).isZero();
    assertThat(builds()).hasSize(1);
  }

  private List<String> builds() throws IOException {
    return Files.readAllLines(project.resolve("builds.txt"));
  }

  private void installJava(String version) throws IOException {
    Files.createDirectories(jdk.resolve("bin"));
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    script(jdk.resolve("bin/java"), "#!/bin/sh\necho \"started with $*\"\n");
    script(jdk.resolve("bin/javac"), "#!/bin/sh\n");
  }

  private static void script(Path file, String content) throws IOException {
    Files.writeString(file, content);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private String launch(int exitCode, String... arguments) throws Exception {
    return launch(project.resolve("wavetrain"), exitCode, arguments);
  }

  private String launch(Path launcher, int exitCode, String... arguments) throws Exception {
    Process process = start(launcher, arguments);
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isEqualTo(exitCode);
    return output;
  }

  private Process start(Path launcher, String... arguments) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(tools.resolve("sh").toString());
    builder.command().add(launcher.toString());
    builder.command().addAll(List.of(arguments));
    return environment(builder).start();
  }

  private ProcessBuilder environment(ProcessBuilder builder) {
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("PATH", tools.toString());
    if (Files.exists(jdk.resolve("bin"))) {
      environment.put("JAVA_HOME", jdk.toString());
    }
    return builder.directory(temporary.toFile()).redirectErrorStream(true);
  }
}
