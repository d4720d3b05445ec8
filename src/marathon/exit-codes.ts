/** @compat What the process ends with: whoever supervises the original looks at these numbers. */
export const exitCodes = {
  zooKeeperUnreachable: 100,
  zooKeeperLost: 101,
  lostLeadership: 103,
  /** What is stored cannot be read, or can no longer be written. */
  storageFailed: 104,
  refusedByMesos: 106,
  frameworkRemoved: 110,
  notBound: 111,
  badFlag: 112,
} as const;
