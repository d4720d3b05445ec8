/** The fields of the form: each shows and changes one place of the text. */
import type { ReactNode } from 'react';
import type { TextKey } from '../texts/en.ts';
import { useSay } from '../texts/texts.ts';
import { type Definition, type Json, type Path, valueAt } from './definition.ts';

/** What the fields of a form work on. */
export interface FormProps {
  readonly definition: Definition;
  readonly change: (path: Path, value: Json | undefined) => void;
}

interface FieldProps extends FormProps {
  readonly path: Path;
  readonly title: TextKey;
}

function Field({ title, children }: { readonly title: TextKey; readonly children: ReactNode }) {
  const say = useSay();
  return (
    <label className="field">
      <span>{say(title)}</span>
      {children}
    </label>
  );
}

const shownText = (value: Json | undefined): string =>
  value === undefined || value === null
    ? ''
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value);

export function Text({
  definition,
  path,
  title,
  change,
  isLong = false,
  isFixed = false,
}: FieldProps & { readonly isLong?: boolean; readonly isFixed?: boolean }) {
  const value = shownText(valueAt(definition, path));
  const set = (text: string): void => change(path, text === '' ? undefined : text);
  return (
    <Field title={title}>
      {isLong ? (
        <textarea rows={4} value={value} onChange={(event) => set(event.target.value)} />
      ) : (
        <input value={value} readOnly={isFixed} onChange={(event) => set(event.target.value)} />
      )}
    </Field>
  );
}

export function Numeric({ definition, path, title, change }: FieldProps) {
  return (
    <Field title={title}>
      <input
        inputMode="decimal"
        value={shownText(valueAt(definition, path))}
        onChange={(event) => change(path, numberOrText(event.target.value))}
      />
    </Field>
  );
}

/** What is no number yet stays as it is typed; Marathon would say what is wrong with it. */
function numberOrText(text: string): Json | undefined {
  if (text.trim() === '') return undefined;
  const value = Number(text);
  return Number.isNaN(value) || text.endsWith('.') ? text : value;
}

export function Choice({
  definition,
  path,
  title,
  change,
  values,
}: FieldProps & { readonly values: readonly string[] }) {
  const value = shownText(valueAt(definition, path));
  return (
    <Field title={title}>
      <select
        value={value}
        onChange={(event) =>
          change(path, event.target.value === '' ? undefined : event.target.value)
        }
      >
        <option value="">–</option>
        {values.map((each) => (
          <option key={each}>{each}</option>
        ))}
      </select>
    </Field>
  );
}

export function Flag({ definition, path, title, change }: FieldProps) {
  const say = useSay();
  return (
    <label>
      <input
        type="checkbox"
        checked={valueAt(definition, path) === true}
        onChange={(event) => change(path, event.target.checked ? true : undefined)}
      />{' '}
      {say(title)}
    </label>
  );
}

export function Words({ definition, path, title, change }: FieldProps) {
  const value = valueAt(definition, path);
  return (
    <Field title={title}>
      <input
        value={Array.isArray(value) ? value.map(shownText).join(', ') : ''}
        onChange={(event) => {
          const words = event.target.value
            .split(',')
            .map((word) => word.trim())
            .filter(Boolean);
          change(path, words.length === 0 ? undefined : words);
        }}
      />
    </Field>
  );
}

/** field:operator[:value], with commas between them. */
export function Constraints(props: FormProps) {
  const value = valueAt(props.definition, ['constraints']);
  const text = Array.isArray(value)
    ? value
        .map((one) => (Array.isArray(one) ? one.map(shownText).join(':') : shownText(one)))
        .join(', ')
    : '';
  return (
    <Field title="constraints">
      <input
        key={text}
        defaultValue={text}
        onBlur={(event) => {
          const all = event.target.value
            .split(',')
            .map((one) => one.trim())
            .filter(Boolean);
          const made = all.map((one) => {
            const [field = '', operator = '', ...rest] = one.split(':');
            return rest.length === 0 ? [field, operator] : [field, operator, rest.join(':')];
          });
          props.change(['constraints'], made.length === 0 ? undefined : made);
        }}
      />
    </Field>
  );
}

type ListField = readonly [name: string, title: TextKey, kind?: 'number'];

export function List({
  definition,
  path,
  title,
  change,
  fields,
  empty,
}: FieldProps & { readonly fields: readonly ListField[]; readonly empty: Json }) {
  const say = useSay();
  const value = valueAt(definition, path);
  const rows = Array.isArray(value) ? value : [];
  return (
    <section aria-label={say(title)}>
      <h3>{say(title)}</h3>
      {rows.map((row, i) => (
        <div key={i} className="list-row">
          {fields.map(([name, label, kind]) => {
            const place = [...path, i, ...name.split('.')];
            return (
              <Field key={name} title={label}>
                <input
                  value={shownText(valueAt(row, name.split('.')))}
                  onChange={({ target }) =>
                    change(
                      place,
                      kind === 'number'
                        ? numberOrText(target.value)
                        : target.value === ''
                          ? undefined
                          : target.value,
                    )
                  }
                />
              </Field>
            );
          })}
          <button
            type="button"
            className="link"
            aria-label={`${say('remove')} ${i + 1}`}
            onClick={() => change([...path, i], undefined)}
          >
            ×
          </button>
        </div>
      ))}
      <button type="button" className="plain" onClick={() => change([...path, rows.length], empty)}>
        + {say('add')}
      </button>
    </section>
  );
}

export function Pairs({ definition, path, title, change }: FieldProps) {
  const say = useSay();
  const value = valueAt(definition, path);
  const rows =
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.entries(value)
      : [];
  const rename = (before: string, after: string): void => {
    change(
      path,
      Object.fromEntries(rows.map(([name, held]) => [name === before ? after : name, held])),
    );
  };
  return (
    <section aria-label={say(title)}>
      {rows.map(([name, held], i) => (
        <div key={i} className="list-row">
          <Field title="key">
            <input value={name} onChange={(event) => rename(name, event.target.value)} />
          </Field>
          <Field title="value">
            <input
              value={shownText(held)}
              readOnly={typeof held === 'object'}
              onChange={(event) => change([...path, name], event.target.value)}
            />
          </Field>
          <button
            type="button"
            className="link"
            aria-label={`${say('remove')} ${name}`}
            onClick={() => change([...path, name], undefined)}
          >
            ×
          </button>
        </div>
      ))}
      <button type="button" className="plain" onClick={() => change([...path, freeName(rows)], '')}>
        + {say('add')}
      </button>
    </section>
  );
}

function freeName(rows: readonly (readonly [string, Json])[]): string {
  for (let i = 1; ; i++) {
    const name = `NEW_${i}`;
    if (!rows.some(([taken]) => taken === name)) return name;
  }
}
