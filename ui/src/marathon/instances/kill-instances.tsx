/** Ends the instances that are marked: to be replaced, to be fewer, or with their data. */
import { useState } from 'react';
import { useSay } from '../../texts/texts.ts';
import { Act } from '../act.tsx';
import { actions } from '../api.ts';
import type { App } from '../model.ts';
import { expectChange } from '../store.ts';

const ways = ['kill', 'killScale', 'killWipe'] as const;

export function KillInstances({
  app,
  chosen,
  isCounted = false,
  done,
}: {
  readonly app: App;
  /** Their ids. */
  readonly chosen: readonly string[];
  readonly isCounted?: boolean;
  readonly done: () => void;
}) {
  const say = useSay();
  const [way, setWay] = useState<(typeof ways)[number] | undefined>();
  const volumes = app.container?.volumes ?? [];
  const hasVolumes = volumes.some(({ persistent }) => persistent !== undefined);
  return (
    <>
      {ways
        .filter((each) => each !== 'killWipe' || hasVolumes)
        .map((each) => (
          <button
            key={each}
            type="button"
            className={each === 'killWipe' ? 'danger' : 'plain'}
            disabled={chosen.length === 0}
            onClick={() => setWay(each)}
          >
            {say(each)} {each === 'kill' && isCounted && `(${chosen.length})`}
          </button>
        ))}
      {way !== undefined && (
        <Act
          title={say(way)}
          text={chosen.join(', ')}
          action={say(way)}
          isDangerous
          run={async (force) => {
            await actions.kill(chosen, {
              scale: way === 'killScale',
              wipe: way === 'killWipe',
              force,
            });
            done();
            expectChange(app.id);
          }}
          close={() => setWay(undefined)}
        />
      )}
    </>
  );
}
