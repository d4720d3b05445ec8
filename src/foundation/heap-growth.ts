/**
 * How large the heap of a process becomes beyond what lives in it. Where memory is plenty the engine
 * lets it grow to four times as much before it collects, for throughput; a program of which thousands
 * of small records live, and that throws away some thousand times as many, has more use for the memory.
 */
import { setFlagsFromString } from 'node:v8';

/** From now on all is collected when the heap has grown by so much since the last time. */
export function boundHeapGrowth(percent: number): void {
  // Looked at anew after each collection, so that it may be set while the program runs.
  setFlagsFromString(`--heap-growing-percent=${percent}`);
}
