/** Weight and quota of a role, changed. What the master refuses is shown, and what can be done about it. */
import { useState } from 'react';
import { Confirm } from '../../parts/confirm.tsx';
import { withRight } from '../../parts/rights.tsx';
import { ask, call } from '../../base/fetching.ts';
import { roleWords } from '../../texts/areas/roles.ts';
import { useSay, useWords } from '../../texts/texts.ts';
import {
  amountNames,
  type Edited,
  faultsOf,
  type Field,
  formOf,
  isQuotaChanged,
  scalarsOf,
} from './quota-form.ts';

/** Weight and quota go together. */
export const editRight = 'UPDATE_WEIGHT, UPDATE_QUOTA';

export function Edit({
  role,
  close,
}: {
  readonly role: Edited & { readonly name: string };
  readonly close: () => void;
}) {
  const say = useSay();
  const sayOwn = useWords(roleWords);
  const [first] = useState(() => formOf(role));
  const [form, setForm] = useState(first);
  const [isTooMuch, setTooMuch] = useState(false);
  const [isForced, setForced] = useState(false);
  const faults = faultsOf(form);
  const { name, quota } = role;
  const saveQuota = async (): Promise<void> => {
    const config = {
      role: name,
      guarantees: scalarsOf(form, 'guarantee', quota.guarantee),
      limits: scalarsOf(form, 'limit', quota.limit),
    };
    try {
      await call({
        type: 'UPDATE_QUOTA',
        update_quota: { force: isForced, quota_configs: [config] },
      });
    } catch (error) {
      if (/'force' flag/.test((error as Error).message)) setTooMuch(true);
      throw error;
    }
  };
  const save = (): Promise<void> =>
    withRight(editRight, async () => {
      if (Object.keys(faults).length > 0) throw new Error(sayOwn('faultsFirst'));
      if (form.weight !== first.weight) {
        const body = JSON.stringify([{ role: name, weight: Number(form.weight) }]);
        await ask('/master/weights', { method: 'PUT', body });
      }
      if (isQuotaChanged(form, first)) await saveQuota();
    });
  const input = (field: Field, label: string) => (
    <>
      <input
        inputMode="decimal"
        aria-label={label}
        aria-invalid={faults[field] !== undefined}
        aria-describedby={faults[field] === undefined ? undefined : `fault-${field}`}
        value={form[field]}
        onChange={(event) => setForm({ ...form, [field]: event.target.value })}
      />
      {faults[field] !== undefined && (
        <span className="fault" id={`fault-${field}`}>
          ✗ {sayOwn(faults[field])}
        </span>
      )}
    </>
  );
  return (
    <Confirm
      title={say('editRole', { name })}
      text={`${say('weightHint')} ${say('quotaHint')}`}
      action={say('save')}
      onConfirm={save}
      close={close}
    >
      <p>
        {say('weight')} {input('weight', say('weight'))}
      </p>
      <table className="facts left">
        <thead>
          <tr>
            <td />
            <th scope="col">{say('guarantee')}</th>
            <th scope="col">{say('limit')}</th>
          </tr>
        </thead>
        <tbody>
          {amountNames.map((each) => (
            <tr key={each}>
              <th scope="row">{say(each)}</th>
              {(['guarantee', 'limit'] as const).map((kind) => (
                <td key={kind}>{input(`${kind}.${each}`, `${say(kind)} ${say(each)}`)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {isTooMuch && (
        <>
          <p>{sayOwn('overcommit')}</p>
          <label>
            <input
              type="checkbox"
              checked={isForced}
              onChange={(event) => setForced(event.target.checked)}
            />{' '}
            {sayOwn('force')}
          </label>
        </>
      )}
    </Confirm>
  );
}
