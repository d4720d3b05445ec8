/** What all containerizers of an agent have given away, so that nobody is given what another has. */

/** GPUs by container, of one containerizer. */
export type GpuAllocations = Map<string, readonly number[]>;

export type GpuLedger = Set<GpuAllocations>;
