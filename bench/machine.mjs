// Where a run took place.
import os from 'node:os';

/** Processor, cores, and how busy the machine is: ratios of a run hold on any machine, times only on this one. */
export function machine() {
  const [load] = os.loadavg();
  return `${os.cpus()[0]?.model ?? 'unknown processor'}, ${os.cpus().length} cores, load ${load.toFixed(1)}`;
}
