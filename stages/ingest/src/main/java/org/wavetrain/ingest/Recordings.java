package org.wavetrain.ingest;

import java.io.IOException;
import java.util.List;

/** Where the sound of recordings comes from. */
@FunctionalInterface
interface Recordings {
  /** Hands over all of these, in this order. */
  void read(List<Placed> placed, Consumer consumer) throws IOException;

  /** Takes them. */
  interface Consumer {
    void checked(Placed placed, CheckedRecording recording) throws IOException;

    /**
     * @param reason a stable name
     * @param sentence what is wrong with it
     */
    void rejected(Placed placed, String reason, String sentence) throws IOException;
  }
}
