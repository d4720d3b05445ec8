/** Loading, failed and not found are different, and each says what can be done. */
import type { ReactNode } from 'react';
import type { Fetched } from '../base/fetching.ts';
import { useSay } from '../texts/texts.ts';

export function Loaded<T>({
  fetched,
  children,
}: {
  readonly fetched: Fetched<T> & { again: () => void };
  readonly children: (value: T) => ReactNode;
}) {
  const say = useSay();
  if (fetched.kind === 'loading') return <p className="quiet">{say('loading')}</p>;
  if (fetched.kind === 'loaded') return <>{children(fetched.value)}</>;
  return (
    <>
      <p className="fault" role="alert">
        {say('failedToLoad', { why: fetched.why })}{' '}
        <button type="button" className="link" onClick={fetched.again}>
          {say('again')}
        </button>
      </p>
      {fetched.old !== undefined && <div className="stale">{children(fetched.old)}</div>}
    </>
  );
}

export function NotFound({ what }: { readonly what: string }) {
  const say = useSay();
  return (
    <section className="quiet">
      <h1>{say('notFound', { what })}</h1>
      <p>{say('notFoundWhy')}</p>
      <p>
        <a href="#/">{say('back')}</a>
      </p>
    </section>
  );
}
