package org.wavetrain.corpus;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/**
 * A recording within a shard on local disk.
 *
 * @param shard the file, which must stay as it is
 * @param position byte of the shard at which the samples begin, past the WAV header
 * @param length samples
 */
record ShardRecording(Path shard, long position, int length) implements SampleSource {
  @Override
  public short[] read(int start, int count) throws IOException {
    Objects.checkFromIndexSize(start, count, length);
    ByteBuffer bytes = ByteBuffer.allocate(count * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    try (FileChannel channel = FileChannel.open(shard, StandardOpenOption.READ)) {
      long from = position + (long) start * Short.BYTES;
      while (bytes.hasRemaining()) {
        if (channel.read(bytes, from + bytes.position()) < 0) {
          throw new EOFException(shard + " ends before byte " + (from + bytes.limit()));
        }
      }
    }
    short[] samples = new short[count];
    bytes.flip().asShortBuffer().get(samples);
    return samples;
  }
}
