package org.wavetrain.cli;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wavetrain.artifacts.FolderTree;
import org.wavetrain.artifacts.Sha256;

/**
 * The program as the launcher starts it: in jars, with its classes as they lie in memory, so that a
 * process starts in about half the time. Made once a build.
 */
final class PackedProgram {
  private static final Path PLACE = Path.of("target", "packed-program");
  private static final String ARCHIVE = "classes.jsa";

  private final Path folder;
  private final List<Path> classPath;

  private PackedProgram(Path folder, List<Path> classPath) {
    this.folder = folder;
    this.classPath = classPath;
  }

  /** That of the classes that the tests run with. */
  static PackedProgram ofThisBuild() {
    try {
      return find(entries());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Finds it, or makes it; other processes with tests wait for it. */
  private static PackedProgram find(List<Path> entries) throws IOException {
    Files.createDirectories(PLACE);
    try (FileChannel channel =
            FileChannel.open(
                PLACE.resolveSibling("packed-program.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      Path folder = PLACE.resolve(state(entries)).toAbsolutePath();
      PackedProgram program = new PackedProgram(folder, packed(entries, folder));
      if (!Files.exists(folder.resolve(ARCHIVE))) {
        new FolderTree(PLACE).remove();
        Files.createDirectories(folder);
        program.pack(entries);
      }
      return program;
    }
  }

  /** What a command of Java needs to run it, before the main class. */
  List<String> options() {
    return List.of(
        "-Xshare:auto",
        "-Xlog:disable",
        "-XX:+UseSerialGC",
        "-Xmx768m",
        "-XX:SharedArchiveFile=" + folder.resolve(ARCHIVE),
        "-cp",
        joined());
  }

  private String joined() {
    return classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  private static List<Path> entries() {
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Stream.of(all.split(File.pathSeparator))
        .map(Path::of)
        .filter(entry -> Files.exists(entry) && !entry.endsWith("test-classes"))
        .toList();
  }

  private static List<Path> packed(List<Path> entries, Path folder) {
    List<Path> packed = new ArrayList<>();
    for (Path entry : entries) {
      packed.add(Files.isDirectory(entry) ? folder.resolve(packed.size() + ".jar") : entry);
    }
    return packed;
  }

  /** Another one, whenever a class is another. */
  private static String state(List<Path> entries) throws IOException {
    StringBuilder state = new StringBuilder();
    for (Path entry : entries) {
      for (Path file : files(entry)) {
        state.append(file).append(' ').append(Files.size(file)).append(' ');
        state.append(Files.getLastModifiedTime(file)).append('\n');
      }
    }
    return Sha256.of(state.toString()).toString();
  }

  private static List<Path> files(Path entry) throws IOException {
    try (Stream<Path> tree = Files.walk(entry)) {
      return tree.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private void pack(List<Path> entries) throws IOException {
    for (int index = 0; index < entries.size(); index++) {
      if (Files.isDirectory(entries.get(index))) {
        jar(entries.get(index), classPath.get(index));
      }
    }
    Path log = folder.resolve("log");
    Path half = folder.resolve(ARCHIVE + ".half");
    ProcessBuilder builder =
        new ProcessBuilder(
                ProgramProcess.java(),
                "-XX:+UseSerialGC",
                "-XX:ArchiveClassesAtExit=" + half,
                ProgramProcess.installation(),
                "-cp",
                joined(),
                Main.class.getName(),
                "load-classes")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    // Nobody's servers are asked.
    builder.environment().keySet().removeIf(name -> name.matches("(WAVETRAIN|MLFLOW)_.*"));
    Process dump = builder.start();
    try {
      if (dump.waitFor() != 0) {
        throw new IOException(Files.readString(log));
      }
      Files.move(half, folder.resolve(ARCHIVE));
    } catch (InterruptedException interrupted) {
      dump.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException(interrupted);
    }
  }

  private static void jar(Path classes, Path jar) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out)) {
      for (Path file : files(classes)) {
        String name = classes.relativize(file).toString().replace(File.separatorChar, '/');
        entries.putNextEntry(new JarEntry(name));
        Files.copy(file, entries);
        entries.closeEntry();
      }
    }
  }
}
