/** Flags and metrics of the master, to be searched. */
import { useState } from 'react';
import { Loaded } from '../parts/failure.tsx';
import { useFetched } from '../base/fetching.ts';
import { useSay } from '../texts/texts.ts';

const pollMs = 5_000;

export default function Metrics() {
  const say = useSay();
  const [word, setWord] = useState('');
  const metrics = useFetched<Readonly<Record<string, number>>>('/metrics/snapshot', pollMs);
  const flags = useFetched<{ readonly flags: Readonly<Record<string, string>> }>('/flags');
  return (
    <>
      <h1>{say('flags')}</h1>
      <p className="search">
        <input
          type="search"
          value={word}
          aria-label={say('searchIn', { what: say('flags') })}
          placeholder={say('searchIn', { what: say('flags') })}
          onChange={(event) => setWord(event.target.value)}
        />
      </p>
      <div className="cards">
        <section className="card">
          <h2>{say('flags')}</h2>
          <Loaded fetched={flags}>{(value) => <Pairs values={value.flags} word={word} />}</Loaded>
        </section>
        <section className="card">
          <h2>{say('metrics')}</h2>
          <Loaded fetched={metrics}>{(value) => <Pairs values={value} word={word} />}</Loaded>
        </section>
      </div>
    </>
  );
}

function Pairs({
  values,
  word,
}: {
  readonly values: Readonly<Record<string, string | number>>;
  readonly word: string;
}) {
  const shown = Object.entries(values).filter(([name]) => name.includes(word.toLowerCase()));
  return (
    <dl className="pairs">
      {shown.map(([name, value]) => (
        <div key={name}>
          <dt className="mono">{name}</dt>
          <dd className="mono">{String(value)}</dd>
        </div>
      ))}
    </dl>
  );
}
