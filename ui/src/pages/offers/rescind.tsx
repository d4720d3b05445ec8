/** Taking offers back: one, or all of an agent. It asks first, and says what comes of it. */
import { useState } from 'react';
import { ask } from '../../base/fetching.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { withRight } from '../../parts/rights.tsx';
import { offerWords } from '../../texts/areas/offers.ts';
import { useWords } from '../../texts/texts.ts';
import type { Offer } from './offer-rows.ts';

/** Whoever may deactivate an agent may take its offers back. */
export const rescindRight = 'DEACTIVATE_AGENT';

export const rescind = (what: { offerId: string } | { slaveId: string }): Promise<void> =>
  withRight(rescindRight, () =>
    ask('/master/rescind-offers', { method: 'POST', body: new URLSearchParams(what) }),
  );

export function RescindOffer({
  offer: { id, agent, host, frameworkName },
  ofAgent,
  close,
}: {
  readonly offer: Offer;
  /** How many of its agent are known. */
  readonly ofAgent: number;
  readonly close: () => void;
}) {
  const word = useWords(offerWords);
  const [isAll, setAll] = useState(false);
  return (
    <Confirm
      title={isAll ? word('rescindAllAsk', { name: host }) : word('rescindAsk')}
      text={isAll ? word('rescindAllText') : word('rescindText', { framework: frameworkName })}
      action={word('rescind')}
      onConfirm={() => rescind(isAll ? { slaveId: agent } : { offerId: id })}
      close={close}
    >
      {ofAgent > 1 &&
        ([false, true] as const).map((all) => (
          <p key={String(all)}>
            <label>
              <input
                type="radio"
                name="which"
                checked={isAll === all}
                onChange={() => setAll(all)}
              />{' '}
              {all ? word('allOf', { name: host, count: ofAgent }) : word('onlyThis')}
            </label>
          </p>
        ))}
    </Confirm>
  );
}

export function RescindOfAgent({
  agent,
  host,
  close,
}: {
  readonly agent: string;
  readonly host: string;
  readonly close: () => void;
}) {
  const word = useWords(offerWords);
  return (
    <Confirm
      title={word('rescindAllAsk', { name: host })}
      text={word('rescindAllText')}
      action={word('rescindOffers')}
      onConfirm={() => rescind({ slaveId: agent })}
      close={close}
    />
  );
}
