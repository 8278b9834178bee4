package org.wavetrain.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file system of a few megabytes in place of a folder, which one process and its children see: it
 * can really be full, and the process may make it read-only. Linux lets processes have one without
 * being root, unless its administrators forbid it.
 */
public final class SmallDisk {
  private static final List<String> NAMESPACE =
      List.of("unshare", "--user", "--map-root-user", "--mount");
  private static final String MOUNT =
      "mount -t tmpfs -o size=\"$1\"k small \"$0\" && shift && exec \"$@\"";

  private SmallDisk() {}

  /** Whether this machine lets a process have one. */
  public static boolean isPossible() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("small-disk");
    try {
      return new ProcessBuilder(with(folder, 100, List.of("true")))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException noSuchProgram) {
      return false;
    } finally {
      Files.delete(folder);
    }
  }

  /**
   * The command that runs another one on such a disk.
   *
   * @param folder is empty for the command, and has this much space
   */
  public static List<String> with(Path folder, int kibibytes, List<String> command) {
    List<String> whole = new ArrayList<>(NAMESPACE);
    whole.addAll(List.of("sh", "-c", MOUNT, folder.toString(), Integer.toString(kibibytes)));
    whole.addAll(command);
    return whole;
  }

  /**
   * Makes the disk read-only, or writable again. Only for a command that runs on it, and while it
   * has no file open for writing.
   */
  public static void remount(Path folder, boolean writable)
      throws IOException, InterruptedException {
    Process mount =
        new ProcessBuilder("mount", "-o", "remount," + (writable ? "rw" : "ro"), folder.toString())
            .inheritIO()
            .start();
    if (mount.waitFor() != 0) {
      throw new IOException("cannot remount " + folder);
    }
  }
}
