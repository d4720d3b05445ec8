/** Roles: what each has, weighs and may have, as the tree that their names make; both can be changed here. */
import { useState } from 'react';
import { RightButton } from '../../parts/rights.tsx';
import { Explained } from '../../parts/explained.tsx';
import { Loaded } from '../../parts/failure.tsx';
import { amountText, megabytesText } from '../../parts/format.ts';
import { useFetched } from '../../base/fetching.ts';
import { addressOf, setQuery, usePlace } from '../../base/router.ts';
import { roleWords } from '../../texts/areas/roles.ts';
import { type Say, useSay, useWords } from '../../texts/texts.ts';
import { Edit, editRight } from './edit.tsx';
import { amountNames, type Edited, type Scalars } from './quota-form.ts';
import './roles.css';
import { type Placed, treeOf } from './tree.ts';
import { useKeptSet } from './kept-set.ts';

interface Role extends Edited {
  readonly name: string;
  readonly frameworks: readonly string[];
  readonly allocated: Scalars;
  readonly offered: Scalars;
  readonly reserved: Scalars;
  readonly quota: Edited['quota'] & { readonly consumed: Scalars };
}

const pollMs = 3_000;
const columns = [
  ...(['weight', 'frameworks', 'offered', 'allocated', 'reserved'] as const),
  ...(['consumed', 'guarantee', 'limit'] as const),
];
type ColumnKey = (typeof columns)[number];
/** As on the old page, but for the weight, which can be changed here. */
const offAtFirst: readonly ColumnKey[] = ['frameworks', 'offered', 'guarantee'];

export default function Roles() {
  const say = useSay();
  const sayOwn = useWords(roleWords);
  const { query } = usePlace();
  const word = query.get('q') ?? '';
  const fetched = useFetched<{ readonly roles: readonly Role[] }>('/master/roles', pollMs);
  const [closed, toggleClosed] = useKeptSet('altiplano.roles.closed', []);
  const [hidden, toggleHidden] = useKeptSet('altiplano.roles.hidden', offAtFirst);
  const [edited, setEdited] = useState<Role | undefined>();
  const [explained, setExplained] = useState<string | undefined>();
  const shown = columns.filter((key) => !hidden.has(key));
  return (
    <>
      <h1>{say('roles')}</h1>
      <p className="search">
        <input
          type="search"
          value={word}
          placeholder={sayOwn('findRole')}
          aria-label={sayOwn('findRole')}
          onChange={(event) => setQuery({ q: event.target.value })}
        />
      </p>
      <fieldset className="toggles">
        <legend>{sayOwn('columns')}</legend>
        {columns.map((key) => (
          <label key={key}>
            <input type="checkbox" checked={!hidden.has(key)} onChange={() => toggleHidden(key)} />{' '}
            {say(key)}
          </label>
        ))}
      </fieldset>
      <Loaded fetched={fetched}>
        {({ roles }) => (
          <div className="scrolled">
            <table className="facts left roles">
              <thead>
                <tr>
                  {(['role', ...shown, 'actions'] as const).map((key) => (
                    <th key={key} scope="col">
                      {say(key)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {treeOf(roles, closed, word).map((placed) => (
                  <tr key={placed.role.name}>
                    <Name
                      placed={placed}
                      isClosed={closed.has(placed.role.name)}
                      onToggle={toggleClosed}
                    />
                    {shown.map((key) => (
                      <td key={key}>
                        <Cell column={key} role={placed.role} />
                      </td>
                    ))}
                    <Actions
                      edit={() => setEdited(placed.role)}
                      explain={() => setExplained(placed.role.name)}
                    />
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Loaded>
      {explained !== undefined && <Explained key={explained} of="role" id={explained} />}
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

function Name({
  placed: { role, depth, label, hasChildren },
  isClosed,
  onToggle,
}: {
  readonly placed: Placed<Role>;
  readonly isClosed: boolean;
  readonly onToggle: (name: string) => void;
}) {
  const say = useWords(roleWords);
  const { name } = role;
  return (
    <th scope="row">
      <span className="tree-place" style={{ paddingLeft: `${depth * 16}px` }} title={name}>
        {hasChildren && (
          <button
            type="button"
            className="tree-arrow"
            aria-expanded={!isClosed}
            aria-label={say(isClosed ? 'open' : 'close', { name })}
            onClick={() => onToggle(name)}
          >
            {isClosed ? '▸' : '▾'}
          </button>
        )}
        {label}
      </span>
    </th>
  );
}

function Actions({ edit, explain }: { readonly edit: () => void; readonly explain: () => void }) {
  const say = useSay();
  return (
    <td>
      <RightButton needs={editRight} onClick={edit}>
        {say('edit')}
      </RightButton>{' '}
      <button type="button" className="plain" onClick={explain}>
        {say('why')}
      </button>
    </td>
  );
}

function Cell({ column, role }: { readonly column: ColumnKey; readonly role: Role }) {
  const say = useSay();
  const { quota } = role;
  switch (column) {
    case 'weight':
      return <>{amountText(role.weight)}</>;
    case 'frameworks':
      return (
        <a href={addressOf('/frameworks', { q: `role:"${role.name}"` })}>
          {role.frameworks.length}
        </a>
      );
    case 'offered':
    case 'allocated':
    case 'reserved':
      return <>{scalarsText(role[column], say)}</>;
    case 'consumed':
    case 'guarantee':
      return <>{scalarsText(quota[column], say)}</>;
    case 'limit':
      return <Fills quota={quota} />;
  }
}

const textOf = (name: string, value: number): string =>
  name === 'mem' || name === 'disk' ? megabytesText(value) : amountText(value);

function scalarsText(scalars: Scalars, say: Say): string {
  const parts = amountNames.flatMap((name) => {
    const value = scalars[name];
    return value === undefined || value === 0 ? [] : [`${textOf(name, value)} ${say(name)}`];
  });
  return parts.length === 0 ? '–' : parts.join(', ');
}

/** How full each limit is. A limit of nothing is full. */
function Fills({ quota: { consumed, limit } }: Pick<Role, 'quota'>) {
  const say = useSay();
  const sayOwn = useWords(roleWords);
  const limited = amountNames.filter((name) => limit[name] !== undefined);
  if (limited.length === 0) return <>–</>;
  return limited.map((name) => {
    const [used, most] = [consumed[name] ?? 0, limit[name]!];
    const percent = most === 0 ? 100 : Math.round((used / most) * 100);
    return (
      <div key={name} className="fill">
        <svg
          className="bar"
          viewBox="0 0 100 6"
          preserveAspectRatio="none"
          role="img"
          aria-label={sayOwn('filled', { name: say(name), percent })}
        >
          <rect width="100" height="6" className="bar-idle" />
          <rect
            width={Math.min(100, percent)}
            height="6"
            className={percent >= 100 ? 'bar-bad' : 'bar-used'}
          />
        </svg>
        <span>
          {percent >= 100 ? '▲ ' : ''}
          {textOf(name, used)} / {textOf(name, most)} {say(name)}
        </span>
      </div>
    );
  });
}
