package org.wavetrain.artifacts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.OptionalDouble;

/**
 * What the making of an artifact took of a machine.
 *
 * @param processors how many this program saw; 0 where nobody has told
 * @param wattHours the energy that their packages took; empty where the machine does not tell it,
 *     or the work was interrupted
 */
public record MachineUse(int processors, OptionalDouble wattHours) {
  /** Of what was made before this was kept. */
  public static final MachineUse UNKNOWN = new MachineUse(0, OptionalDouble.empty());

  private static final String PROCESSORS = "processors";
  private static final String WATT_HOURS = "watt_hours";

  /** Without what is not known. */
  JsonNode json() {
    ObjectNode object = new JsonMapper().createObjectNode();
    if (processors > 0) {
      object.put(PROCESSORS, processors);
    }
    wattHours.ifPresent(energy -> object.put(WATT_HOURS, energy));
    return object;
  }

  static MachineUse of(JsonNode json) {
    JsonNode energy = json.path(WATT_HOURS);
    return new MachineUse(
        json.path(PROCESSORS).intValue(),
        energy.isNumber() ? OptionalDouble.of(energy.doubleValue()) : OptionalDouble.empty());
  }
}
