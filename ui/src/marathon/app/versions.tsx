/**
 * The versions of an app or pod, newest first: any two are compared, and what is compared stands in the
 * address (`from`, `to`; without `to` it is the version of now). Going back opens the editor with the old
 * definition at its review, so that what it does is seen before anything is sent.
 */
import './configuration.css';
import { useState } from 'react';
import { type Fetched, useFetched } from '../../base/fetching.ts';
import { setQuery, usePlace } from '../../base/router.ts';
import { Time } from '../../parts/time.tsx';
import { configurationWords } from '../../texts/areas/marathon-configuration.ts';
import { useSay, useWords } from '../../texts/texts.ts';
import { base } from '../api.ts';
import { changesOf, type Definition, definitionOf, definitionText } from '../edit/definition.ts';
import { timeOf } from '../model.ts';
import { Diff } from './diff.tsx';

export interface VersionsProps {
  readonly versions: readonly string[];
  /** That of now. */
  readonly version: string;
  /** Where the definition of a version is told. */
  readonly pathOf: (version: string) => string;
  readonly rollBack: (definition: Definition) => void;
}

/** More on demand. */
const pageSize = 20;

export function Versions(props: VersionsProps) {
  const { versions, version: now } = props;
  const say = useSay();
  const own = useWords(configurationWords);
  const [count, setCount] = useState(pageSize);
  const { query } = usePlace();
  const from = query.get('from') ?? undefined;
  const to = query.get('to') ?? now;
  const pick = (name: 'from' | 'to', version: string): void =>
    setQuery({ from: from ?? now, [name]: version === now && name === 'to' ? undefined : version });
  const radio = (name: 'from' | 'to', version: string) => (
    <input
      type="radio"
      name={name}
      aria-label={own(name === 'from' ? 'pickFrom' : 'pickTo', { version })}
      checked={(name === 'from' ? from : from && to) === version}
      onChange={() => pick(name, version)}
    />
  );
  return (
    <>
      <h2>{say('versions')}</h2>
      <div className="versions" tabIndex={0} role="group" aria-label={say('versions')}>
        <table className="facts left">
          <thead>
            <tr>
              <th scope="col">{own('from')}</th>
              <th scope="col">{own('to')}</th>
              <th scope="col">{say('version')}</th>
            </tr>
          </thead>
          <tbody>
            {versions.slice(0, count).map((version) => (
              <tr key={version}>
                <td>{radio('from', version)}</td>
                <td>{radio('to', version)}</td>
                <td>
                  {version} <Time ms={timeOf(version)} />{' '}
                  {version === now ? (
                    <span className="muted">{say('current')}</span>
                  ) : (
                    <button
                      type="button"
                      className="plain"
                      onClick={() => setQuery({ from: version, to: undefined })}
                    >
                      {say('compare')}
                    </button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {versions.length > count && (
          <button type="button" className="link" onClick={() => setCount(count + pageSize)}>
            {own('older', { count: Math.min(pageSize, versions.length - count) })}
          </button>
        )}
      </div>
      {from !== undefined && <Compared key={`${from} ${to}`} {...props} from={from} to={to} />}
    </>
  );
}

function Compared(props: VersionsProps & { readonly from: string; readonly to: string }) {
  const { from, to, version: now } = props;
  const say = useSay();
  const own = useWords(configurationWords);
  const before = useVersion(props, from);
  const after = useVersion(props, to);
  const name = (version: string): string => (version === now ? say('current') : version);
  const failed = [before, after].find(({ kind }) => kind === 'failed');
  return (
    <section aria-label={own('pick')}>
      <h3>{own('change', { from: name(from), to: name(to) })}</h3>
      <p className="buttons">
        <button type="button" className="plain" onClick={() => setQuery({ from: to, to: from })}>
          {own('swap')}
        </button>
        <button
          type="button"
          className="plain"
          onClick={() => setQuery({ from: undefined, to: undefined })}
        >
          {own('endCompare')}
        </button>
      </p>
      {failed?.kind === 'failed' && (
        <p className="fault" role="alert">
          {own('goneVersion', { why: failed.why })}
        </p>
      )}
      {before.kind === 'loaded' && after.kind === 'loaded' ? (
        <Difference
          {...props}
          before={definitionOf(before.value)}
          after={definitionOf(after.value)}
        />
      ) : (
        failed === undefined && <p className="quiet">{say('loading')}</p>
      )}
    </section>
  );
}

function Difference({
  from,
  version: now,
  before,
  after,
  rollBack,
}: VersionsProps & {
  readonly from: string;
  readonly before: Definition;
  readonly after: Definition;
}) {
  const say = useSay();
  const own = useWords(configurationWords);
  const names = Object.keys(changesOf(before, after));
  return (
    <>
      <p>
        {names.length === 0 ? own('unchanged') : own('changedNames', { names: names.join(', ') })}
      </p>
      <Diff before={definitionText(before)} after={definitionText(after)} />
      {from !== now && (
        <p className="buttons">
          <button type="button" className="primary" onClick={() => rollBack(before)}>
            {say('rollBackTo')}
          </button>{' '}
          <span className="muted">{own('rollBackText')}</span>
        </p>
      )}
    </>
  );
}

const useVersion = ({ pathOf }: VersionsProps, version: string): Fetched<object> =>
  useFetched<object>(new URL(pathOf(version), base).href);
