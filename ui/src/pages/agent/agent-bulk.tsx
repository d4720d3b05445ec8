/** What can be done to several agents at once. */
import { useState } from 'react';
import type { Agent } from '../../live/model.ts';
import type { Bulk } from '../../parts/table/use-marks.ts';
import { drainAgent, switchAgent } from './agent-calls.ts';
import { DrainFields, type DrainChoice, usualDrain } from './drain-fields.tsx';

/** The state is why not. */
const unlessHere = ({ state }: Agent): string | undefined =>
  state === 'active' || state === 'disconnected' ? undefined : state;
const unlessAway = ({ state }: Agent): string | undefined =>
  state === 'deactivated' || state === 'drained' ? undefined : state;

export function useAgentBulk(): Bulk<Agent> {
  const [choice, setChoice] = useState<DrainChoice>(usualDrain);
  return {
    label: ({ id, hostname }) => (hostname === '' ? id : `${hostname} ${id}`),
    actions: [
      {
        key: 'drain',
        title: 'drain',
        needs: () => ({ action: 'DRAIN_AGENT' }),
        form: <DrainFields choice={choice} setChoice={setChoice} />,
        cannot: unlessHere,
        run: ({ id }) => drainAgent(id, choice),
      },
      {
        key: 'deactivate',
        title: 'deactivate',
        needs: () => ({ action: 'DEACTIVATE_AGENT' }),
        confirm: 'deactivateText',
        cannot: unlessHere,
        run: ({ id }) => switchAgent(id, 'deactivate'),
      },
      {
        key: 'reactivate',
        title: 'reactivate',
        needs: () => ({ action: 'REACTIVATE_AGENT' }),
        confirm: 'reactivateText',
        cannot: unlessAway,
        run: ({ id }) => switchAgent(id, 'reactivate'),
      },
    ],
  };
}
