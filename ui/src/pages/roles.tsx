/** Roles: what each has, weighs and may have; both can be changed here. */
import { useState } from 'react';
import { Confirm } from '../parts/confirm.tsx';
import { Explained } from '../parts/explained.tsx';
import { Loaded } from '../parts/failure.tsx';
import { amountText, megabytesText } from '../parts/format.ts';
import { ask, call, useFetched } from '../base/fetching.ts';
import { addressOf, usePlace } from '../base/router.ts';
import { type Say, useSay } from '../texts/texts.ts';

type Scalars = Readonly<Partial<Record<'cpus' | 'gpus' | 'mem' | 'disk', number>>>;

interface Role {
  readonly name: string;
  readonly weight: number;
  readonly frameworks: readonly string[];
  readonly allocated: Scalars;
  readonly offered: Scalars;
  readonly reserved: Scalars;
  readonly quota: {
    readonly guarantee: Scalars;
    readonly limit: Scalars;
    readonly consumed: Scalars;
  };
}

const pollMs = 3_000;
const names = ['cpus', 'gpus', 'mem', 'disk'] as const;

export default function Roles() {
  const say = useSay();
  const { query } = usePlace();
  const word = (query.get('q') ?? '').toLowerCase();
  const fetched = useFetched<{ readonly roles: readonly Role[] }>('/master/roles', pollMs);
  const [edited, setEdited] = useState<Role | undefined>();
  const [explained, setExplained] = useState<string | undefined>();
  return (
    <>
      <h1>{say('roles')}</h1>
      <Loaded fetched={fetched}>
        {({ roles }) => (
          <div className="scrolled">
            <table className="facts left">
              <thead>
                <tr>
                  <th scope="col">{say('role')}</th>
                  <th scope="col">{say('weight')}</th>
                  <th scope="col">{say('frameworks')}</th>
                  <th scope="col">{say('offered')}</th>
                  <th scope="col">{say('allocated')}</th>
                  <th scope="col">{say('reserved')}</th>
                  <th scope="col">{say('consumed')}</th>
                  <th scope="col">{say('guarantee')}</th>
                  <th scope="col">{say('limit')}</th>
                  <th scope="col">{say('actions')}</th>
                </tr>
              </thead>
              <tbody>
                {roles
                  .filter(({ name }) => name.toLowerCase().includes(word))
                  .map((role) => (
                    <tr key={role.name}>
                      <th scope="row">{role.name}</th>
                      <td>{amountText(role.weight)}</td>
                      <td>
                        <a href={addressOf('/frameworks', { q: `role:"${role.name}"` })}>
                          {role.frameworks.length}
                        </a>
                      </td>
                      <td>{scalarsText(role.offered, say)}</td>
                      <td>{scalarsText(role.allocated, say)}</td>
                      <td>{scalarsText(role.reserved, say)}</td>
                      <td>
                        {scalarsText(role.quota.consumed, say)}
                        <Fill quota={role.quota} />
                      </td>
                      <td>{scalarsText(role.quota.guarantee, say)}</td>
                      <td>{scalarsText(role.quota.limit, say)}</td>
                      <td>
                        <button type="button" className="plain" onClick={() => setEdited(role)}>
                          {say('edit')}
                        </button>{' '}
                        <button
                          type="button"
                          className="plain"
                          onClick={() => setExplained(role.name)}
                        >
                          {say('why')}
                        </button>
                      </td>
                    </tr>
                  ))}
              </tbody>
            </table>
          </div>
        )}
      </Loaded>
      {explained !== undefined && <Explained of="role" id={explained} />}
      {edited !== undefined && (
        <Edit
          role={edited}
          close={() => {
            setEdited(undefined);
            fetched.again();
          }}
        />
      )}
    </>
  );
}

function scalarsText(scalars: Scalars, say: Say): string {
  const parts = names.flatMap((name) => {
    const value = scalars[name];
    if (value === undefined || value === 0) return [];
    const text = name === 'mem' || name === 'disk' ? megabytesText(value) : amountText(value);
    return [`${text} ${say(name)}`];
  });
  return parts.length === 0 ? '–' : parts.join(', ');
}

/** The fullest of what is limited. */
function Fill({ quota: { consumed, limit } }: Pick<Role, 'quota'>) {
  const shares = names.flatMap((name) => {
    const most = limit[name];
    return most === undefined || most === 0 ? [] : [(consumed[name] ?? 0) / most];
  });
  if (shares.length === 0) return null;
  const percent = Math.round(Math.max(...shares) * 100);
  return (
    <svg
      className="bar"
      viewBox="0 0 100 6"
      preserveAspectRatio="none"
      role="img"
      aria-label={`${percent} %`}
    >
      <rect width="100" height="6" className="bar-idle" />
      <rect
        width={Math.min(100, percent)}
        height="6"
        className={percent >= 100 ? 'bar-bad' : 'bar-used'}
      />
    </svg>
  );
}

type Form = Record<string, string>;

function Edit({ role, close }: { readonly role: Role; readonly close: () => void }) {
  const say = useSay();
  const { name, weight, quota } = role;
  const first: Form = { weight: String(weight) };
  for (const kind of ['guarantee', 'limit'] as const) {
    for (const each of names) first[`${kind}.${each}`] = String(quota[kind][each] ?? '');
  }
  const [form, setForm] = useState(first);
  const set = (field: string, value: string): void => setForm({ ...form, [field]: value });
  const save = async (): Promise<void> => {
    if (form['weight'] !== first['weight']) {
      await ask('/master/weights', {
        method: 'PUT',
        body: JSON.stringify([{ role: name, weight: Number(form['weight']) }]),
      });
    }
    if (Object.keys(form).every((field) => field === 'weight' || form[field] === first[field]))
      return;
    await call({
      type: 'UPDATE_QUOTA',
      update_quota: {
        quota_configs: [
          {
            role: name,
            guarantees: scalarsOf(form, 'guarantee'),
            limits: scalarsOf(form, 'limit'),
          },
        ],
      },
    });
  };
  return (
    <Confirm
      title={say('editRole', { name })}
      text={`${say('weightHint')} ${say('quotaHint')}`}
      action={say('save')}
      onConfirm={save}
      close={close}
    >
      <p>
        <label>
          {say('weight')}{' '}
          <input
            inputMode="decimal"
            value={form['weight']}
            onChange={(event) => set('weight', event.target.value)}
          />
        </label>
      </p>
      <table className="facts left">
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">{say('resources')}</span>
            </th>
            <th scope="col">{say('guarantee')}</th>
            <th scope="col">{say('limit')}</th>
          </tr>
        </thead>
        <tbody>
          {names.map((each) => (
            <tr key={each}>
              <th scope="row">{say(each)}</th>
              {(['guarantee', 'limit'] as const).map((kind) => (
                <td key={kind}>
                  <input
                    inputMode="decimal"
                    aria-label={`${say(kind)} ${say(each)}`}
                    value={form[`${kind}.${each}`]}
                    onChange={(event) => set(`${kind}.${each}`, event.target.value)}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Confirm>
  );
}

function scalarsOf(form: Form, kind: string): Record<string, { value: number }> {
  const found: Record<string, { value: number }> = {};
  for (const each of names) {
    const text = (form[`${kind}.${each}`] ?? '').trim();
    if (text !== '') found[each] = { value: Number(text) };
  }
  return found;
}
