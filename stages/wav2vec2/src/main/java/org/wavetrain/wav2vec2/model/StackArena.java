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

  /** The first block is not smaller. */
  private static final long LEAST_BLOCK = 64L << 20;

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
    Block block = reach(bytes);
    PagedPointer pointer =
        new PagedPointer(block.memory(), elements, address(block) - block.memory().address());
    used += aligned(bytes);
    if (zero) {
      Pointer.memset(pointer, 0, bytes);
    }
    return pointer;
  }

  /** The address of so many bytes that are the next array's as soon as there is one. */
  long spare(long bytes) {
    return address(reach(bytes));
  }

  /** Moves on to a block with room for so many bytes. */
  private Block reach(long bytes) {
    long size = aligned(bytes);
    while (current < blocks.size() && used + size > end(blocks.get(current))) {
      current++;
      if (current < blocks.size()) {
        used = blocks.get(current).start();
      }
    }
    if (current == blocks.size()) {
      // As much again: few blocks end amid arrays, and what is never written takes no memory.
      add(Math.max(size, Math.max(bytes(), LEAST_BLOCK)));
      used = blocks.get(current).start();
    }
    most = Math.max(most, used + size);
    return blocks.get(current);
  }

  private long address(Block block) {
    return block.base() + used - block.start();
  }

  private static long aligned(long bytes) {
    return Math.max(1, (bytes + ALIGNMENT - 1) / ALIGNMENT) * ALIGNMENT;
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
  public long position(long address) {
    for (Block block : blocks) {
      long offset = address - block.base();
      if (offset >= 0 && offset < block.size()) {
        return block.start() + offset;
      }
    }
    return -1;
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
