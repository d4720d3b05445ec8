/** Which machines will be away when, how far they are, and what can be done about it. */
import { useState } from 'react';
import { Confirm } from '../../parts/confirm.tsx';
import { Loaded } from '../../parts/failure.tsx';
import { RightButton, withRight } from '../../parts/rights.tsx';
import { State } from '../../parts/state.tsx';
import { Time } from '../../parts/time.tsx';
import { ask, useFetched, valueOf } from '../../base/fetching.ts';
import { maintenanceWords } from '../../texts/areas/maintenance.ts';
import { useSay, useWords } from '../../texts/texts.ts';
import { faultOf, type Machine, machinesOf } from './maintenance-window.ts';

interface Window {
  readonly machine_ids: readonly Machine[];
  readonly unavailability: {
    readonly start: { readonly nanoseconds: number };
    readonly duration?: { readonly nanoseconds: number };
  };
}
interface Schedule {
  readonly windows?: readonly Window[];
}
interface Status {
  readonly draining_machines?: readonly {
    readonly id: Machine;
    readonly statuses?: readonly { readonly status: string }[];
  }[];
  readonly down_machines?: readonly Machine[];
}

const pollMs = 3_000;
const nanosecondsInMs = 1e6;
const msInHour = 3_600_000;

type Open =
  | { readonly kind: 'new' }
  | { readonly kind: 'remove'; readonly window: Window }
  | { readonly kind: 'down' | 'up'; readonly machine: Machine };

export default function Maintenance() {
  const say = useSay();
  const schedule = useFetched<Schedule>('/master/maintenance/schedule', pollMs);
  const status = valueOf(useFetched<Status>('/master/maintenance/status', pollMs));
  const [open, setOpen] = useState<Open | undefined>();
  const close = (): void => {
    setOpen(undefined);
    schedule.again();
  };
  return (
    <>
      <h1>{say('maintenance')}</h1>
      <p className="buttons">
        <RightButton
          needs="UPDATE_MAINTENANCE_SCHEDULE"
          look="primary"
          onClick={() => setOpen({ kind: 'new' })}
        >
          {say('newWindow')}
        </RightButton>
      </p>
      <Loaded fetched={schedule}>
        {({ windows = [] }) => (
          <>
            {windows.length === 0 && <p className="quiet">{say('none')}</p>}
            {windows.length > 0 && (
              <div className="scrolled">
                <table className="facts left">
                  <thead>
                    <tr>
                      <th scope="col">{say('begin')}</th>
                      <th scope="col">{say('end')}</th>
                      <th scope="col">{say('hosts')}</th>
                      <th scope="col">{say('actions')}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {windows.map((window, i) => (
                      <WindowRow key={i} window={window} status={status} open={setOpen} />
                    ))}
                  </tbody>
                </table>
              </div>
            )}
            {open !== undefined && <Dialog open={open} windows={windows} close={close} />}
          </>
        )}
      </Loaded>
    </>
  );
}

const isSame = (left: Machine, right: Machine): boolean =>
  (left.hostname ?? '') === (right.hostname ?? '') && (left.ip ?? '') === (right.ip ?? '');
const nameOf = ({ hostname = '', ip = '' }: Machine): string =>
  [hostname, ip].filter(Boolean).join(' ');

/** As its states look elsewhere. */
const machineLooks = { down: 'drained', draining: 'draining', scheduled: 'recovering' } as const;

function WindowRow({
  window,
  status,
  open,
}: {
  readonly window: Window;
  readonly status: Status | undefined;
  readonly open: (what: Open) => void;
}) {
  const say = useSay();
  const word = useWords(maintenanceWords);
  const { start, duration } = window.unavailability;
  const beginMs = start.nanoseconds / nanosecondsInMs;
  return (
    <tr>
      <td>
        <Time ms={beginMs} />
      </td>
      <td>
        {duration === undefined ? (
          say('forEver')
        ) : (
          <Time ms={beginMs + duration.nanoseconds / nanosecondsInMs} />
        )}
      </td>
      <td>
        <ul className="lines">
          {window.machine_ids.map((machine) => {
            const isDown = (status?.down_machines ?? []).some((one) => isSame(one, machine));
            const draining = (status?.draining_machines ?? []).find(({ id }) =>
              isSame(id, machine),
            );
            const answers = draining?.statuses ?? [];
            const accepted = answers.filter((one) => one.status === 'ACCEPT').length;
            const of = isDown ? 'down' : draining === undefined ? 'scheduled' : 'draining';
            return (
              <li key={nameOf(machine)}>
                <State state={machineLooks[of]} word={word(of)} />
                <span>
                  {nameOf(machine)}
                  {answers.length > 0 &&
                    ` · ${word('answered', { accepted, all: answers.length })}`}
                </span>
                <RightButton
                  needs={isDown ? 'STOP_MAINTENANCE' : 'START_MAINTENANCE'}
                  onClick={() => open({ kind: isDown ? 'up' : 'down', machine })}
                >
                  {say(isDown ? 'machineUp' : 'machineDown')}
                </RightButton>
              </li>
            );
          })}
        </ul>
      </td>
      <td>
        <RightButton
          needs="UPDATE_MAINTENANCE_SCHEDULE"
          onClick={() => open({ kind: 'remove', window })}
        >
          {say('removeWindow')}
        </RightButton>
      </td>
    </tr>
  );
}

const rights = {
  '/master/maintenance/schedule': 'UPDATE_MAINTENANCE_SCHEDULE',
  '/master/machine/down': 'START_MAINTENANCE',
  '/master/machine/up': 'STOP_MAINTENANCE',
} as const;

const post = (path: keyof typeof rights, body: unknown): Promise<void> =>
  withRight(rights[path], () => ask(path, { method: 'POST', body: JSON.stringify(body) }));

function Dialog({
  open,
  windows,
  close,
}: {
  readonly open: Open;
  readonly windows: readonly Window[];
  readonly close: () => void;
}) {
  const say = useSay();
  switch (open.kind) {
    case 'new':
      return <NewWindow windows={windows} close={close} />;
    case 'remove': {
      const rest = windows.filter((each) => each !== open.window);
      return (
        <Confirm
          title={say('removeWindow')}
          text={say('removeWindowAsk')}
          action={say('removeWindow')}
          onConfirm={() => post('/master/maintenance/schedule', { windows: rest })}
          close={close}
        />
      );
    }
    case 'down':
    case 'up': {
      const action = say(open.kind === 'down' ? 'machineDown' : 'machineUp');
      return (
        <Confirm
          title={action}
          text={nameOf(open.machine)}
          action={action}
          isDangerous={open.kind === 'down'}
          onConfirm={() => post(`/master/machine/${open.kind}`, [open.machine])}
          close={close}
        />
      );
    }
  }
}

function NewWindow({
  windows,
  close,
}: {
  readonly windows: readonly Window[];
  readonly close: () => void;
}) {
  const say = useSay();
  const [hosts, setHosts] = useState('');
  const [begin, setBegin] = useState(localText(Date.now()));
  const [hours, setHours] = useState('1');
  const word = useWords(maintenanceWords);
  const save = async (): Promise<void> => {
    const fault = faultOf({ hosts, begin, hours });
    if (fault !== undefined) throw new Error(word(fault));
    const machine_ids = machinesOf(hosts);
    const duration =
      hours === '' ? {} : { duration: { nanoseconds: Number(hours) * msInHour * nanosecondsInMs } };
    const start = { nanoseconds: new Date(begin).getTime() * nanosecondsInMs };
    const added = { machine_ids, unavailability: { start, ...duration } };
    await post('/master/maintenance/schedule', { windows: [...windows, added] });
  };
  return (
    <Confirm title={say('newWindow')} text="" action={say('save')} onConfirm={save} close={close}>
      <p>
        <label>
          {say('windowHosts')}
          <textarea rows={3} value={hosts} onChange={(event) => setHosts(event.target.value)} />
        </label>
      </p>
      <p>
        <label>
          {say('windowBegin')}{' '}
          <input
            type="datetime-local"
            value={begin}
            onChange={(event) => setBegin(event.target.value)}
          />
        </label>
      </p>
      <p>
        <label>
          {say('windowHours')}{' '}
          <input
            type="number"
            min="0"
            step="0.5"
            value={hours}
            onChange={(event) => setHours(event.target.value)}
          />
        </label>
      </p>
    </Confirm>
  );
}

/** As the browser's field wants it, in the reader's zone. */
function localText(atMs: number): string {
  const date = new Date(atMs - new Date(atMs).getTimezoneOffset() * 60_000);
  return date.toISOString().slice(0, 16);
}
