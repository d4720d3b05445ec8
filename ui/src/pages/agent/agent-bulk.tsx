/** What can be done to several agents at once. */
import { useState } from 'react';
import type { Agent } from '../../live/model.ts';
import type { Bulk } from '../../parts/table/marks.tsx';
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
        form: <DrainFields choice={choice} setChoice={setChoice} />,
        cannot: unlessHere,
        run: ({ id }) => drainAgent(id, choice),
      },
      {
        key: 'deactivate',
        title: 'deactivate',
        confirm: 'deactivateText',
        cannot: unlessHere,
        run: ({ id }) => switchAgent(id, 'deactivate'),
      },
      {
        key: 'reactivate',
        title: 'reactivate',
        confirm: 'reactivateText',
        cannot: unlessAway,
        run: ({ id }) => switchAgent(id, 'reactivate'),
      },
    ],
  };
}
