package org.wavetrain.local.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.wavetrain.artifacts.ClaimSettings;

/**
 * The name under which a home's processes claim what they make. Whoever holds the {@link HomeLock}
 * knows that those before are gone or will notice that they are cut off: the next may take over at
 * once, rather than wait until a claim has expired.
 */
public final class ClaimOwner {
  private ClaimOwner() {}

  /**
   * An environment with the owner of a home, whose lock the caller holds.
   *
   * @param environment to start from
   */
  public static Map<String, String> in(Path home, Map<String, String> environment)
      throws IOException {
    Map<String, String> owned = new HashMap<>(environment);
    owned.put(ClaimSettings.OWNER_VARIABLE, of(home));
    return Map.copyOf(owned);
  }

  private static String of(Path home) throws IOException {
    Path file = home.resolve("claim-owner");
    if (!Files.exists(file)) {
      WholeFile.write(file, owner -> owner.write(UUID.randomUUID() + "\n"));
    }
    return Files.readString(file).strip();
  }
}
