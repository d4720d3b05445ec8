/** The frameworks of the random scenarios: one that takes care, one of two roles, one that takes none. */
import type { Temper } from './frameworks/checking-framework.ts';

/** Of lives in which agents lend. */
export const borrower: Temper = {
  name: 'borrower',
  roles: ['ops'],
  isCheckpointing: true,
  isPartitionAware: true,
  failoverTimeoutSecs: 604_800,
  kinds: ['command', 'custom', 'pod'],
  mostOpenTasks: 8,
  isBorrower: true,
};

export const tempers: readonly Temper[] = [
  {
    name: 'careful',
    roles: ['*'],
    isCheckpointing: true,
    isPartitionAware: true,
    failoverTimeoutSecs: 604_800,
    kinds: ['command', 'pod'],
    mostOpenTasks: 12,
  },
  {
    name: 'divided',
    roles: ['eng/left', 'eng/right'],
    isCheckpointing: true,
    isPartitionAware: false,
    failoverTimeoutSecs: 60,
    kinds: ['command', 'custom', 'pod'],
    mostOpenTasks: 8,
  },
  {
    name: 'careless',
    roles: ['ops'],
    isCheckpointing: false,
    isPartitionAware: false,
    failoverTimeoutSecs: 60,
    kinds: ['command', 'custom'],
    mostOpenTasks: 6,
  },
];
