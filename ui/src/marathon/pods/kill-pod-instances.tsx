/** Ends the instances of a pod that are marked; others take their place. */
import { useState } from 'react';
import { RightButton } from '../../parts/rights.tsx';
import { podWords } from '../../texts/areas/marathon-pods.ts';
import { useSay, useWords } from '../../texts/texts.ts';
import { Act } from '../act.tsx';
import { actions } from '../api.ts';
import { toChange } from '../app-rights.ts';
import { expectChange } from '../store.ts';
import type { PodDetails } from './pod-details.ts';

export function KillPodInstances({
  pod: { id, instances },
  chosen,
  done,
}: {
  readonly pod: PodDetails;
  /** Their ids. */
  readonly chosen: readonly string[];
  readonly done: () => void;
}) {
  const say = useSay();
  const own = useWords(podWords);
  const [way, setWay] = useState<'kill' | 'killWipe' | undefined>();
  const hasVolumes = instances.some(({ localVolumes = [] }) => localVolumes.length > 0);
  const isOff = chosen.length === 0;
  return (
    <>
      <RightButton needs={toChange(id)} isDisabled={isOff} onClick={() => setWay('kill')}>
        {say('kill')} ({chosen.length})
      </RightButton>
      {hasVolumes && (
        <RightButton
          needs={toChange(id)}
          look="danger"
          isDisabled={isOff}
          onClick={() => setWay('killWipe')}
        >
          {say('killWipe')}
        </RightButton>
      )}
      {way !== undefined && (
        <Act
          title={`${say(way)}: ${id}`}
          text={own(way === 'kill' ? 'killText' : 'wipeText')}
          action={say(way)}
          isDangerous
          needs={toChange(id)}
          run={async () => {
            await actions.killPodInstances(id, chosen, way === 'killWipe');
            done();
            expectChange(id);
          }}
          close={() => setWay(undefined)}
        >
          <p className="mono">{chosen.join(', ')}</p>
        </Act>
      )}
    </>
  );
}
