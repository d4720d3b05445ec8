/** A definition to be read: named fields, what is as usual only on demand; or its JSON, to be copied. */
import './configuration.css';
import { useState } from 'react';
import { setQuery, usePlace } from '../../base/router.ts';
import { copyText } from '../../parts/id.tsx';
import {
  configurationWords,
  type ConfigurationWord,
} from '../../texts/areas/marathon-configuration.ts';
import { useSay, useWords } from '../../texts/texts.ts';
import { type Definition, definitionText } from '../edit/definition.ts';
import type { Kind } from '../edit/edit.tsx';
import { type FieldRow, type Fields, fieldRows, valueLines } from './definition-fields.ts';

export function DefinitionList({
  kind,
  definition,
}: {
  readonly kind: Kind;
  readonly definition: Definition;
}) {
  const say = useSay();
  const own = useWords(configurationWords);
  const { query } = usePlace();
  const isJson = query.get('as') === 'json';
  const hasAll = query.has('all');
  const text = definitionText(definition);
  const [copied, setCopied] = useState('');
  const isCopied = copied === text;
  const copy = (): void => void copyText(text).then(() => setCopied(text));
  const choice = (name: 'fields' | 'json') => (
    <button
      type="button"
      className="plain"
      aria-pressed={isJson === (name === 'json')}
      onClick={() => setQuery({ as: name === 'json' ? 'json' : undefined })}
    >
      {own(name)}
    </button>
  );
  const containers = definition['containers'];
  return (
    <>
      <h2>{own('now')}</h2>
      <p className="buttons">
        {choice('fields')} {choice('json')}{' '}
        <button type="button" className="plain" onClick={copy}>
          {isCopied ? `✓ ${say('copied')}` : own('copyJson')}
        </button>{' '}
        {!isJson && (
          <label>
            <input
              type="checkbox"
              checked={hasAll}
              onChange={(event) => setQuery({ all: event.target.checked ? '1' : undefined })}
            />{' '}
            {own('withDefaults')}
          </label>
        )}
      </p>
      {isJson ? (
        <pre className="json" tabIndex={0}>
          {text}
        </pre>
      ) : (
        <>
          <FieldTable kind={kind} definition={definition} hasAll={hasAll} />
          {kind === 'pod' &&
            Array.isArray(containers) &&
            (containers as Definition[]).map((container) => (
              <FieldTable
                key={nameOf(container)}
                kind="container"
                definition={container}
                hasAll={hasAll}
              />
            ))}
        </>
      )}
    </>
  );
}

function nameOf({ name }: Definition): string {
  return typeof name === 'string' ? name : '';
}

function FieldTable({
  kind,
  definition,
  hasAll,
}: {
  readonly kind: Fields;
  readonly definition: Definition;
  readonly hasAll: boolean;
}) {
  const own = useWords(configurationWords);
  const name = nameOf(definition);
  return (
    <table className="facts left fields">
      {kind === 'container' && <caption>{own('container_', { name })}</caption>}
      <tbody>
        {fieldRows(kind, definition, hasAll).map((row) => (
          <tr key={row.name} className={row.isDefault ? 'muted' : ''}>
            <th scope="row" title={row.name}>
              {row.name in configurationWords.en ? own(row.name as ConfigurationWord) : row.name}
            </th>
            <td>
              <Value row={row} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Value({ row: { value, isDefault } }: { readonly row: FieldRow }) {
  const own = useWords(configurationWords);
  const lines = valueLines(value);
  return (
    <>
      {lines.length === 0 && own('none')}
      {lines.map((line, i) => (
        <div key={i} className="mono">
          {line}
        </div>
      ))}
      {isDefault && lines.length > 0 && <span className="default">{own('isDefault')}</span>}
    </>
  );
}
