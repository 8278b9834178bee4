package org.wavetrain.wav2vec2.kernels;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCRATCHPAD;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_desc_base;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A oneDNN primitive with its arguments. Arguments point to whatever arrays the next run gets, in
 * the order in which they were declared. It owns no memory but its code and its descriptions.
 */
final class OneDnnPrimitive implements OneDnnResource {
  private final OneDnnRuntime runtime;
  private final primitive primitive;
  private final IntMemoryMap arguments = new IntMemoryMap();
  private final List<memory> memories = new ArrayList<>();
  private final List<Buffer> buffers = new ArrayList<>();
  private final Address address = new Address();

  /**
   * @param description what {@code primitive} was made from
   */
  OneDnnPrimitive(OneDnnRuntime runtime, primitive primitive, primitive_desc_base description) {
    this.runtime = runtime;
    this.primitive = primitive;
    memory.desc scratchpad = description.scratchpad_desc();
    if (scratchpad.get_size() > 0) {
      buffer(DNNL_ARG_SCRATCHPAD, scratchpad, runtime.scratchpad());
    }
  }

  /** Declares an argument that each run points to an array. */
  OneDnnPrimitive argument(int kind, memory.desc description) {
    memories.add(put(kind, description));
    return this;
  }

  /** Declares an argument that each run points to scratch memory. */
  OneDnnPrimitive buffer(int kind, memory.desc description, OneDnnScratch scratch) {
    buffers.add(new Buffer(put(kind, description), description.get_size(), scratch));
    return this;
  }

  private memory put(int kind, memory.desc description) {
    memory memory = new memory(description, runtime.engine(), address.at(0));
    arguments.put(kind, memory);
    return memory;
  }

  /** Runs on arrays from their first elements on, and returns when the result is there. */
  void run(INDArray... arrays) {
    for (int index = 0; index < arrays.length; index++) {
      memories.get(index).set_data_handle(address.at(addressOf(arrays[index])));
    }
    for (Buffer buffer : buffers) {
      buffer.memory().set_data_handle(address.at(buffer.scratch().address(buffer.bytes())));
    }
    primitive.execute(runtime.stream(), arguments);
    runtime.stream()._wait();
    // oneDNN does not keep the arrays alive.
    Reference.reachabilityFence(arrays);
  }

  @Override
  public void retain() {
    primitive.retainReference();
    arguments.retainReference();
    memories.forEach(Pointer::retainReference);
    buffers.forEach(buffer -> buffer.memory().retainReference());
  }

  @Override
  public void close() {
    primitive.close();
    arguments.close();
    memories.forEach(Pointer::close);
    buffers.forEach(buffer -> buffer.memory().close());
  }

  /** The address of a view's first element; the buffer's own address() leaves the offset out. */
  private static long addressOf(INDArray array) {
    return array.data().pointer().address() + array.offset() * Float.BYTES;
  }

  /** An argument that lives in scratch memory. */
  private record Buffer(memory memory, long bytes, OneDnnScratch scratch) {}

  /** A pointer that is set anew for each argument, so that a run allocates none. */
  private static final class Address extends Pointer {
    Address at(long value) {
      this.address = value;
      return this;
    }
  }
}
