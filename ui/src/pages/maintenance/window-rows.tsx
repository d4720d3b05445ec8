/** A window in the table: a row for each of its machines. */
import { RightButton } from '../../parts/rights.tsx';
import { State } from '../../parts/state.tsx';
import { Time } from '../../parts/time.tsx';
import { maintenanceWords } from '../../texts/areas/maintenance.ts';
import { useSay, useWords } from '../../texts/texts.ts';
import { type MachineRow, nameOf } from './machine-rows.ts';
import type { Machine } from './maintenance-window.ts';

export interface Window {
  readonly machine_ids: readonly Machine[];
  readonly unavailability: {
    readonly start: { readonly nanoseconds: number };
    readonly duration?: { readonly nanoseconds: number };
  };
}

export type Open =
  | { readonly kind: 'new' }
  | { readonly kind: 'remove'; readonly window: Window }
  | { readonly kind: 'down' | 'up'; readonly machine: Machine };

const nanosecondsInMs = 1e6;
/** As its states look elsewhere. */
const looks = { down: 'drained', draining: 'draining', scheduled: 'recovering' } as const;

export function WindowHead() {
  const say = useSay();
  const word = useWords(maintenanceWords);
  return (
    <thead>
      <tr>
        <th scope="col">{say('begin')}</th>
        <th scope="col">{say('end')}</th>
        <th scope="col">{say('hosts')}</th>
        <th scope="col">{say('state')}</th>
        <th scope="col">{word('inverseOffers')}</th>
        <th scope="col">{say('actions')}</th>
      </tr>
    </thead>
  );
}

export function WindowRows({
  window,
  machines,
  open,
}: {
  readonly window: Window;
  readonly machines: readonly MachineRow[];
  readonly open: (what: Open) => void;
}) {
  const say = useSay();
  const { start, duration } = window.unavailability;
  const beginMs = start.nanoseconds / nanosecondsInMs;
  const span = machines.length;
  return machines.map((row, i) => (
    <tr key={nameOf(row.machine)}>
      {i === 0 && (
        <>
          <td rowSpan={span}>
            <Time ms={beginMs} />
          </td>
          <td rowSpan={span}>
            {duration === undefined ? (
              say('forEver')
            ) : (
              <Time ms={beginMs + duration.nanoseconds / nanosecondsInMs} />
            )}
          </td>
        </>
      )}
      <MachineCells row={row} />
      <td>
        <span className="buttons">
          <RightButton
            needs={row.state === 'down' ? 'STOP_MAINTENANCE' : 'START_MAINTENANCE'}
            onClick={() =>
              open({ kind: row.state === 'down' ? 'up' : 'down', machine: row.machine })
            }
          >
            {say(row.state === 'down' ? 'machineUp' : 'machineDown')}
          </RightButton>
          {i === 0 && (
            <RightButton
              needs="UPDATE_MAINTENANCE_SCHEDULE"
              onClick={() => open({ kind: 'remove', window })}
            >
              {say('removeWindow')}
            </RightButton>
          )}
        </span>
      </td>
    </tr>
  ));
}

function MachineCells({ row }: { readonly row: MachineRow }) {
  const word = useWords(maintenanceWords);
  const { machine, state, accepted, declined, waiting } = row;
  const answered = accepted + declined;
  const all = answered + waiting.length;
  return (
    <>
      <td>{nameOf(machine)}</td>
      <td>
        <State state={looks[state]} word={word(state)} />
      </td>
      <td>
        {all === 0 ? (
          '–'
        ) : (
          <>
            {answered} / {all}
            <span className="muted">
              {' '}
              {word('answers', { accepted, declined })}
              {waiting.length > 0 && ` ${word('waiting', { names: waiting.join(', ') })}`}
            </span>
          </>
        )}
      </td>
    </>
  );
}
