/** The fields of the form: each shows and changes one place of the text, and says what is wrong with it. */
import { type ReactNode, useId, useState } from 'react';
import { editWords } from '../../texts/areas/edit.ts';
import { useSay, useWords } from '../../texts/texts.ts';
import { type Definition, type Json, type Path, valueAt, withValue } from './definition.ts';
import { textOfPath } from './faults.ts';

/** What the fields of a form work on. */
export interface FormProps {
  readonly definition: Definition;
  /** All at once: the text is written anew a single time. */
  readonly edit: (make: (definition: Definition) => Definition) => void;
  /** By the place, as refusals name it. */
  readonly faults: ReadonlyMap<string, string>;
}

export interface FieldProps extends FormProps {
  readonly path: Path;
  readonly title: string;
}

interface Bound {
  readonly id: string;
  readonly 'aria-invalid': boolean;
  readonly 'aria-describedby': string | undefined;
}

function Field({
  path,
  title,
  faults,
  children,
}: Pick<FieldProps, 'path' | 'title' | 'faults'> & {
  readonly children: (bound: Bound) => ReactNode;
}) {
  const id = useId();
  const fault = faults.get(textOfPath(path));
  const isBad = fault !== undefined;
  return (
    <div className="field">
      <label htmlFor={id}>{title}</label>
      {children({
        id,
        'aria-invalid': isBad,
        'aria-describedby': isBad ? `${id}-fault` : undefined,
      })}
      {isBad && (
        <span id={`${id}-fault`} className="field-fault">
          ✕ {fault}
        </span>
      )}
    </div>
  );
}

const shownText = (value: Json | undefined): string =>
  value === undefined || value === null
    ? ''
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value);

const change = ({ edit, path }: FieldProps, value: Json | undefined): void =>
  edit((definition) => withValue(definition, path, value));

export function Text({
  isLong = false,
  isFixed = false,
  isKept = false,
  ...props
}: FieldProps & {
  readonly isLong?: boolean;
  readonly isFixed?: boolean;
  /** Stays in its row when nothing is in it. */
  readonly isKept?: boolean;
}) {
  const value = shownText(valueAt(props.definition, props.path));
  const set = (text: string): void => change(props, text === '' && !isKept ? undefined : text);
  return (
    <Field {...props}>
      {(bound) =>
        isLong ? (
          <textarea
            {...bound}
            rows={4}
            value={value}
            onChange={(event) => set(event.target.value)}
          />
        ) : (
          <input
            {...bound}
            value={value}
            readOnly={isFixed}
            onChange={(event) => set(event.target.value)}
          />
        )
      }
    </Field>
  );
}

export function Numeric({ isKept = false, ...props }: FieldProps & { readonly isKept?: boolean }) {
  // As it is typed: "0.10" is on its way to "0.101".
  const [typed, setTyped] = useState<string | undefined>();
  const set = (text: string): void => {
    setTyped(text);
    change(props, numberOrText(text) ?? (isKept ? '' : undefined));
  };
  return (
    <Field {...props}>
      {(bound) => (
        <input
          {...bound}
          inputMode="decimal"
          value={typed ?? shownText(valueAt(props.definition, props.path))}
          onChange={(event) => set(event.target.value)}
          onBlur={() => setTyped(undefined)}
        />
      )}
    </Field>
  );
}

/** What is no number stays as it is typed, and is a fault until it is one. */
function numberOrText(text: string): Json | undefined {
  if (text.trim() === '') return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : text;
}

export function Choice({
  values,
  isFixed = false,
  ...props
}: FieldProps & { readonly values: readonly string[]; readonly isFixed?: boolean }) {
  const value = shownText(valueAt(props.definition, props.path));
  const all = value === '' || values.includes(value) ? values : [...values, value];
  return (
    <Field {...props}>
      {(bound) => (
        <select
          {...bound}
          value={value}
          disabled={isFixed}
          onChange={({ target }) => change(props, target.value === '' ? undefined : target.value)}
        >
          <option value="">–</option>
          {all.map((each) => (
            <option key={each}>{each}</option>
          ))}
        </select>
      )}
    </Field>
  );
}

export function Flag(props: FieldProps) {
  return (
    <label className="flag">
      <input
        type="checkbox"
        checked={valueAt(props.definition, props.path) === true}
        onChange={(event) => change(props, event.target.checked ? true : undefined)}
      />{' '}
      {props.title}
    </label>
  );
}

/** With commas between them, as they are typed. */
function Listed({
  shown,
  read,
  ...props
}: FieldProps & {
  readonly shown: (value: Json) => string;
  readonly read: (text: string) => Json;
}) {
  const value = valueAt(props.definition, props.path);
  const text = Array.isArray(value) ? value.map(shown).join(', ') : '';
  const [typed, setTyped] = useState<string | undefined>();
  const set = (next: string): void => {
    setTyped(next);
    const words = next
      .split(',')
      .map((word) => word.trim())
      .filter(Boolean);
    change(props, words.length === 0 ? undefined : words.map(read));
  };
  return (
    <Field {...props}>
      {(bound) => (
        <input
          {...bound}
          value={typed ?? text}
          onChange={(event) => set(event.target.value)}
          onBlur={() => setTyped(undefined)}
        />
      )}
    </Field>
  );
}

export const Words = (props: FieldProps) => (
  <Listed {...props} shown={shownText} read={(text) => text} />
);

/** field:operator[:value] */
export const Constraints = (props: FieldProps) => (
  <Listed
    {...props}
    shown={(one) => (Array.isArray(one) ? one.map(shownText).join(':') : shownText(one))}
    read={(text) => {
      const [field = '', operator = '', ...rest] = text.split(':');
      return rest.length === 0 ? [field, operator] : [field, operator, rest.join(':')];
    }}
  />
);

export function Remove({ name, onClick }: { readonly name: string; readonly onClick: () => void }) {
  const say = useSay();
  return (
    <button
      type="button"
      className="plain remove"
      aria-label={`${say('remove')} ${name}`}
      onClick={onClick}
    >
      ×
    </button>
  );
}

/** Rows of a list, those that `isShown` says; the others stay where they are in it. */
export function List({
  empty,
  isShown = () => true,
  note,
  addTitle,
  add = (definition, path, row) => withValue(definition, path, row),
  children,
  ...props
}: FieldProps & {
  readonly empty: Json;
  readonly isShown?: (row: Json) => boolean;
  readonly note?: string;
  readonly addTitle?: string;
  readonly add?: (definition: Definition, path: Path, row: Json) => Definition;
  readonly children: (row: FormProps & { readonly path: Path; readonly row: Json }) => ReactNode;
}) {
  const say = useSay();
  const { definition, edit, path, title } = props;
  const value = valueAt(definition, path);
  const rows = Array.isArray(value) ? value : [];
  const fault = props.faults.get(textOfPath(path));
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      {note !== undefined && <p className="muted">{note}</p>}
      {fault !== undefined && <p className="field-fault">✕ {fault}</p>}
      {rows.map(
        (row, i) =>
          isShown(row) && (
            <div key={i} className="list-row" role="group" aria-label={`${title} ${i + 1}`}>
              {children({ ...props, path: [...path, i], row })}
              <Remove
                name={`${title} ${i + 1}`}
                onClick={() => edit((all) => withValue(all, [...path, i], undefined))}
              />
            </div>
          ),
      )}
      <button
        type="button"
        className="plain"
        onClick={() => edit((all) => add(all, [...path, rows.length], empty))}
      >
        + {addTitle ?? say('add')}
      </button>
    </section>
  );
}

export function Pairs(props: FieldProps) {
  const say = useSay();
  const { definition, edit, path, title } = props;
  const value = valueAt(definition, path);
  const rows =
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.entries(value)
      : [];
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      {rows.map(([name, held], i) => (
        <div key={i} className="list-row" role="group" aria-label={`${title} ${i + 1}`}>
          <Key {...props} rows={rows} name={name} />
          <Held {...props} path={[...path, name]} title={say('value')} held={held} />
          <Remove
            name={name}
            onClick={() => edit((all) => withValue(all, [...path, name], undefined))}
          />
        </div>
      ))}
      <button
        type="button"
        className="plain"
        onClick={() => edit((all) => withValue(all, [...path, freeName(rows)], ''))}
      >
        + {say('add')}
      </button>
    </section>
  );
}

/** A secret is named, never shown. */
function Held({ held, ...props }: FieldProps & { readonly held: Json }) {
  const words = useWords(editWords);
  const secret = valueAt(held, ['secret']);
  if (typeof held !== 'object' || held === null) return <Text {...props} isKept />;
  const shown = typeof secret === 'string' ? words('secret', { name: secret }) : shownText(held);
  return <Field {...props}>{(bound) => <input {...bound} value={shown} readOnly />}</Field>;
}

type Rows = readonly (readonly [string, Json])[];

/** A key that another row has is not taken, as that row would be lost. */
function Key({
  rows,
  name,
  ...props
}: FieldProps & { readonly rows: Rows; readonly name: string }) {
  const say = useSay();
  const words = useWords(editWords);
  const [typed, setTyped] = useState<string | undefined>();
  const { edit, path } = props;
  const set = (next: string): void => {
    if (next !== name && rows.some(([taken]) => taken === next)) return setTyped(next);
    setTyped(undefined);
    const renamed = rows.map(([each, held]) => [each === name ? next : each, held] as const);
    edit((all) => withValue(all, path, Object.fromEntries(renamed)));
  };
  const place = [...path, name];
  const faults =
    typed === undefined ? props.faults : new Map([[textOfPath(place), words('keyTaken')]]);
  return (
    <Field path={place} title={say('key')} faults={faults}>
      {(bound) => (
        <input
          {...bound}
          value={typed ?? name}
          onChange={(event) => set(event.target.value)}
          onBlur={() => setTyped(undefined)}
        />
      )}
    </Field>
  );
}

function freeName(rows: Rows): string {
  for (let i = 1; ; i++) {
    const name = `NEW_${i}`;
    if (!rows.some(([taken]) => taken === name)) return name;
  }
}
