package org.wavetrain.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A service of spoken numbers that does what it is told on standard input, until that ends. */
final class ServiceProgram {
  private static final int PART = 4096;
  private static final long SETTLED_MILLISECONDS = 300;

  private final RunningService service;
  private final Path disk = Path.of(System.getProperty("java.io.tmpdir"));
  private final Path ballast = disk.resolve("ballast");

  private ServiceProgram(RunningService service) {
    this.service = service;
  }

  /** The most bytes of a request. */
  public static void main(String[] arguments) throws Exception {
    try (RunningService service = RunningService.withRoomFor(Long.parseLong(arguments[0]));
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
      service.turns(1_000_000);
      System.out.println("address " + service.address("/"));
      System.out.println("folder " + service.service().folder());
      ServiceProgram program = new ServiceProgram(service);
      for (String order = orders.readLine(); order != null; order = orders.readLine()) {
        System.out.println("done " + program.follow(order));
      }
    }
  }

  private String follow(String order) throws IOException, InterruptedException {
    String[] words = order.split(" ");
    switch (words[0]) {
      case "leave" -> leave(Long.parseLong(words[1]));
      case "empty" -> Files.delete(ballast);
      case "protect" -> {
        // A view of the disk above itself: the disk has a file open that may be written to.
        mount("mount", "--bind", disk.toString(), disk.toString());
        mount("mount", "-o", "remount,bind,ro", disk.toString());
      }
      case "release" -> mount("umount", disk.toString());
      case "recordings" -> {
        return String.valueOf(service.files().size());
      }
      default -> throw new IOException(order);
    }
    return order;
  }

  /** Fills the disk but for so many bytes, also with what is freed a little later. */
  private void leave(long freeBytes) throws IOException, InterruptedException {
    Files.deleteIfExists(ballast);
    try (OutputStream out = Files.newOutputStream(ballast)) {
      for (long left = more(freeBytes); left > 0; left = more(freeBytes)) {
        for (; left > 0; left -= PART) {
          out.write(new byte[(int) Math.min(PART, left)]);
        }
        Thread.sleep(SETTLED_MILLISECONDS);
      }
    }
  }

  private long more(long freeBytes) throws IOException {
    return Files.getFileStore(disk).getUsableSpace() - freeBytes;
  }

  private static void mount(String... command) throws IOException, InterruptedException {
    if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
      throw new IOException(String.join(" ", command));
    }
  }
}
