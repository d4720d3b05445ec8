/** Which machines will be away when, how far they are, and what can be done about it. */
import { useState } from 'react';
import { Confirm } from '../../parts/confirm.tsx';
import { Loaded } from '../../parts/failure.tsx';
import { RightButton, withRight } from '../../parts/rights.tsx';
import { ask, useFetched, valueOf } from '../../base/fetching.ts';
import { maintenanceWords } from '../../texts/areas/maintenance.ts';
import { useSay, useWords } from '../../texts/texts.ts';
import { type InverseOffer, machineRow, nameOf, type Status } from './machine-rows.ts';
import { faultOf, machinesOf } from './maintenance-window.ts';
import { type Open, type Window, WindowHead, WindowRows } from './window-rows.tsx';

interface Schedule {
  readonly windows?: readonly Window[];
}

const pollMs = 3_000;
const nanosecondsInMs = 1e6;
const msInHour = 3_600_000;

export default function Maintenance() {
  const say = useSay();
  const schedule = useFetched<Schedule>('/master/maintenance/schedule', pollMs);
  const status = valueOf(useFetched<Status>('/master/maintenance/status', pollMs));
  const offers = useFetched<{ readonly inverse: readonly InverseOffer[] }>(
    '/master/live/offers',
    pollMs,
  );
  const inverse = valueOf(offers)?.inverse ?? [];
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
                  <WindowHead />
                  <tbody>
                    {windows.map((window, i) => (
                      <WindowRows
                        key={i}
                        window={window}
                        machines={window.machine_ids.map((machine) =>
                          machineRow(machine, status, inverse),
                        )}
                        open={setOpen}
                      />
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
