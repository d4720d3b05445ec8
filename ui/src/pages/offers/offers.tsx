/** What is offered at this moment, since when, and taking it back. */
import { useMemo, useState } from 'react';
import {
  agentAddress,
  amountColumns,
  frameworkAddress,
  timeColumn,
} from '../../parts/table/cells.tsx';
import { Loaded } from '../../parts/failure.tsx';
import { Id } from '../../parts/id.tsx';
import { RightButton } from '../../parts/rights.tsx';
import { LocalTable } from '../../parts/table/local-table.tsx';
import type { Bulk } from '../../parts/table/use-marks.ts';
import type { Column } from '../../parts/table/table.tsx';
import { Time } from '../../parts/time.tsx';
import { offerWords } from '../../texts/areas/offers.ts';
import { useWords } from '../../texts/texts.ts';
import { type Offer, type Offers as Offered, useOffers } from './offer-rows.ts';
import { rescind, RescindOffer, rescindRight } from './rescind.tsx';

const pollMs = 1_000;

const columnsFor = (open: (offer: Offer) => void): readonly Column<Offer>[] => [
  {
    ...{ key: 'id', title: 'id', width: 'minmax(10rem, 1.5fr)' },
    cell: ({ id }) => <Id id={id} />,
  },
  { key: 'role', title: 'role', width: 'minmax(5rem, 1fr)', cell: ({ role }) => role },
  {
    ...{ key: 'frameworkName', title: 'framework', width: 'minmax(7rem, 1fr)' },
    cell: ({ framework, frameworkName }) => (
      <a href={frameworkAddress(framework)}>{frameworkName}</a>
    ),
  },
  {
    ...{ key: 'host', title: 'host', width: 'minmax(7rem, 1fr)' },
    cell: ({ agent, host }) => <a href={agentAddress(agent)}>{host}</a>,
  },
  ...amountColumns<Offer>(),
  timeColumn<Offer>('madeMs', 'age'),
  {
    key: 'unavailableMs',
    title: (language) => offerWords[language].unavailability,
    width: '9rem',
    cell: ({ unavailableMs }) => <Unavailable ms={unavailableMs} />,
  },
  {
    ...{ key: 'actions', title: 'actions', width: '8rem', isUnsorted: true },
    cell: (offer) => <RescindButton onClick={() => open(offer)} />,
  },
];

function Unavailable({ ms }: { readonly ms: number }) {
  const word = useWords(offerWords);
  return ms === 0 ? <span className="muted">{word('noWindow')}</span> : <Time ms={ms} />;
}

function RescindButton({ onClick }: { readonly onClick: () => void }) {
  const word = useWords(offerWords);
  return (
    <RightButton needs={rescindRight} onClick={onClick}>
      {word('rescind')} …
    </RightButton>
  );
}

const bulk: Bulk<Offer> = {
  label: ({ id, host }) => `${host} ${id}`,
  actions: [
    {
      key: 'rescind',
      title: (language) => offerWords[language].rescindOffers,
      needs: () => ({ action: rescindRight }),
      confirm: (language) => offerWords[language].rescindAllText,
      run: ({ id }) => rescind({ offerId: id }),
    },
  ],
};

export default function Offers() {
  const fetched = useOffers(pollMs);
  return <Loaded fetched={fetched}>{(offered) => <Table {...offered} />}</Loaded>;
}

function Table({ total, offers }: Offered) {
  const word = useWords(offerWords);
  const [open, setOpen] = useState<Offer | undefined>();
  const columns = useMemo(() => columnsFor(setOpen), []);
  return (
    <>
      <LocalTable<Offer>
        name="offers"
        title="offers"
        heading={1}
        columns={columns}
        rows={offers}
        total={total}
        rowKey={({ id }) => id}
        sort="madeMs"
        bulk={bulk}
        places={({ id, agent }) => ({ id, open: agentAddress(agent) })}
        empty={
          <>
            <p>{word('none')}</p>
            <p>{word('why')}</p>
          </>
        }
      />
      {total > offers.length && (
        <p className="muted">{word('bound', { shown: offers.length, total })}</p>
      )}
      {open !== undefined && (
        <RescindOffer
          offer={open}
          ofAgent={offers.filter(({ agent }) => agent === open.agent).length}
          close={() => setOpen(undefined)}
        />
      )}
    </>
  );
}
