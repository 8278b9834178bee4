package org.wavetrain.wav2vec2.model;

import java.util.UUID;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.Deallocator;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.MemoryKind;
import org.nd4j.linalg.api.memory.pointers.PagedPointer;
import org.nd4j.linalg.factory.Nd4j;
import org.wavetrain.wav2vec2.kernels.SpareMemory;

/** How ND4J sees a {@link StackArena}: it takes the memory of new arrays from there. */
final class StackWorkspace implements MemoryWorkspace, SpareMemory {
  private static final WorkspaceConfiguration CONFIGURATION =
      WorkspaceConfiguration.builder().build();

  private final StackArena arena;
  private final String id = "step " + UUID.randomUUID();
  private MemoryWorkspace outer;
  private boolean active;
  private int timesLeftAside;
  private long generation;

  StackWorkspace(StackArena arena) {
    this.arena = arena;
  }

  @Override
  public PagedPointer alloc(long bytes, DataType type, boolean zero) {
    return arena.allocate(bytes, bytes / type.width(), zero);
  }

  @Override
  public PagedPointer alloc(long bytes, MemoryKind kind, DataType type, boolean zero) {
    return alloc(bytes, type, zero);
  }

  @Override
  public long spare(long bytes) {
    return arena.spare(bytes);
  }

  @Override
  public MemoryWorkspace notifyScopeEntered() {
    outer = Nd4j.getMemoryManager().getCurrentWorkspace();
    Nd4j.getMemoryManager().setCurrentWorkspace(this);
    active = true;
    generation++;
    return this;
  }

  @Override
  public MemoryWorkspace notifyScopeBorrowed() {
    throw new UnsupportedOperationException("a step's memory is not lent");
  }

  @Override
  public MemoryWorkspace notifyScopeLeft() {
    close();
    return this;
  }

  /** Leaves the scope, or ends an exception from it. */
  @Override
  public void close() {
    if (timesLeftAside > 0) {
      timesLeftAside--;
      if (timesLeftAside == 0) {
        Nd4j.getMemoryManager().setCurrentWorkspace(this);
      }
    } else {
      active = false;
      Nd4j.getMemoryManager().setCurrentWorkspace(outer);
    }
  }

  @Override
  public MemoryWorkspace tagOutOfScopeUse() {
    timesLeftAside++;
    return this;
  }

  @Override
  public boolean isScopeActive() {
    return active;
  }

  @Override
  public void setPreviousWorkspace(MemoryWorkspace workspace) {
    outer = workspace;
  }

  @Override
  public MemoryWorkspace getParentWorkspace() {
    return outer;
  }

  @Override
  public long getGenerationId() {
    return generation;
  }

  @Override
  public WorkspaceConfiguration getWorkspaceConfiguration() {
    return CONFIGURATION;
  }

  @Override
  public Type getWorkspaceType() {
    return Type.SCOPED;
  }

  @Override
  public String getId() {
    return id;
  }

  @Override
  public String getUniqueId() {
    return id;
  }

  @Override
  public Long getThreadId() {
    return Thread.currentThread().getId();
  }

  @Override
  public int getDeviceId() {
    return 0;
  }

  @Override
  public int targetDevice() {
    return 0;
  }

  @Override
  public long getCurrentSize() {
    return arena.bytes();
  }

  @Override
  public long getCurrentOffset() {
    return arena.mark();
  }

  @Override
  public long getPrimaryOffset() {
    return arena.mark();
  }

  @Override
  public long getThisCycleAllocations() {
    return arena.mark();
  }

  @Override
  public long getLastCycleAllocations() {
    return arena.bytes();
  }

  @Override
  public long getMaxCycleAllocations() {
    return arena.bytes();
  }

  @Override
  public void initializeWorkspace() {}

  /** The arena is closed by its owner. */
  @Override
  public void destroyWorkspace() {}

  @Override
  public void destroyWorkspace(boolean extended) {}

  @Override
  public void toggleWorkspaceUse(boolean used) {}

  @Override
  public void enableDebug(boolean enabled) {}

  @Override
  public Deallocator deallocator() {
    throw new UnsupportedOperationException("the arena is closed by its owner");
  }
}
