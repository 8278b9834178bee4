package org.wavetrain.wav2vec2.kernels;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A oneDNN primitive with its arguments. Arguments point to whatever arrays the next run gets, in
 * the order in which they were declared; buffers belong to the primitive.
 */
final class OneDnnPrimitive implements OneDnnResource {
  private static final int FLOAT_BYTES = Float.BYTES;

  private final primitive primitive;
  private final IntMemoryMap arguments = new IntMemoryMap();
  private final List<memory> memories = new ArrayList<>();
  private final List<Pointer> owned = new ArrayList<>();
  private final Address address = new Address();

  OneDnnPrimitive(primitive primitive) {
    this.primitive = primitive;
  }

  /** Declares an argument that each run points to an array. */
  OneDnnPrimitive argument(int kind, memory.desc description, engine engine) {
    memory memory = new memory(description, engine, address.at(0));
    memories.add(memory);
    arguments.put(kind, memory);
    return this;
  }

  /** Declares an argument that stays where it is. */
  OneDnnPrimitive buffer(int kind, memory memory) {
    owned.add(memory);
    arguments.put(kind, memory);
    return this;
  }

  /** Runs on arrays from their first elements on, and returns when the result is there. */
  void run(stream stream, INDArray... arrays) {
    for (int index = 0; index < arrays.length; index++) {
      memories.get(index).set_data_handle(address.at(addressOf(arrays[index])));
    }
    primitive.execute(stream, arguments);
    stream._wait();
    // oneDNN does not keep the arrays alive.
    Reference.reachabilityFence(arrays);
  }

  /** Runs on arrays from {@code offsets} elements past their first on. */
  void run(stream stream, INDArray[] arrays, long[] offsets) {
    for (int index = 0; index < arrays.length; index++) {
      memories
          .get(index)
          .set_data_handle(address.at(addressOf(arrays[index]) + offsets[index] * FLOAT_BYTES));
    }
    primitive.execute(stream, arguments);
    stream._wait();
    Reference.reachabilityFence(arrays);
  }

  @Override
  public void close() {
    primitive.close();
    arguments.close();
    memories.forEach(Pointer::close);
    owned.forEach(Pointer::close);
  }

  /** The address of a view's first element; the buffer's own address() leaves the offset out. */
  private static long addressOf(INDArray array) {
    return array.data().pointer().address() + array.offset() * FLOAT_BYTES;
  }

  /** A pointer that is set anew for each argument, so that a run allocates none. */
  private static final class Address extends Pointer {
    Address at(long value) {
      this.address = value;
      return this;
    }
  }
}
