package org.wavetrain.wav2vec2.model;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.pointers.PagedPointer;

/**
 * Memory that is taken and given back like a stack: the backward pass gives back what the forward
 * pass took for a layer as soon as it has gone through it. Blocks are added as a step needs them;
 * before the next step they become one, so that memory is no more than the largest step needs.
 */
final class StackArena implements Arena {
  /** Beginnings of cache lines, which vectors load faster. */
  private static final long ALIGNMENT = 64;

  /** Blocks that are added are not smaller. */
  private static final long LEAST_BLOCK = 16L << 20;

  private final List<Block> blocks = new ArrayList<>();
  private final StackWorkspace workspace = new StackWorkspace(this);

  /** The block in use, and how much of it and of those before it. */
  private int current;

  private long used;
  private long most;

  /** Memory that begins with the {@code start}-th byte of the arena. */
  private record Block(BytePointer memory, long base, long start, long size) {}

  @Override
  public MemoryWorkspace open() {
    if (blocks.size() > 1) {
      // Freed first, so that old and new are not there at once.
      free();
      add(most);
    }
    current = 0;
    used = 0;
    return workspace.notifyScopeEntered();
  }

  /** Memory for so many elements. */
  PagedPointer allocate(long bytes, long elements, boolean zero) {
    long size = Math.max(1, (bytes + ALIGNMENT - 1) / ALIGNMENT) * ALIGNMENT;
    while (current < blocks.size() && used + size > end(blocks.get(current))) {
      current++;
      if (current < blocks.size()) {
        used = blocks.get(current).start();
      }
    }
    if (current == blocks.size()) {
      add(Math.max(size, LEAST_BLOCK));
      used = blocks.get(current).start();
    }
    Block block = blocks.get(current);
    long offset = block.base() - block.memory().address() + used - block.start();
    used += size;
    most = Math.max(most, used);
    PagedPointer pointer = new PagedPointer(block.memory(), elements, offset);
    if (zero) {
      Pointer.memset(pointer, 0, bytes);
    }
    return pointer;
  }

  private void add(long size) {
    BytePointer memory = new BytePointer(size + ALIGNMENT);
    long base = (memory.address() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    long start = blocks.isEmpty() ? 0 : end(blocks.get(blocks.size() - 1));
    blocks.add(new Block(memory, base, start, size));
  }

  private static long end(Block block) {
    return block.start() + block.size();
  }

  @Override
  public long mark() {
    return used;
  }

  @Override
  public void release(long mark) {
    used = mark;
    current = 0;
    while (current < blocks.size() - 1 && mark >= end(blocks.get(current))) {
      current++;
    }
  }

  @Override
  public boolean holds(long address, long mark) {
    for (Block block : blocks) {
      long position = address - block.base();
      if (position >= 0 && position < block.size()) {
        return block.start() + position >= mark;
      }
    }
    return false;
  }

  /** Bytes of native memory that are held. */
  long bytes() {
    return blocks.stream().mapToLong(Block::size).sum();
  }

  private void free() {
    blocks.forEach(block -> block.memory().close());
    blocks.clear();
  }

  @Override
  public void close() {
    free();
  }
}
