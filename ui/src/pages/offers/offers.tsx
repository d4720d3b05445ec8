/** What is offered at this moment. Offers come and go: asked every second while somebody looks. */
import type { Amounts } from '../../live/model.ts';
import { agentAddress, frameworkAddress } from '../../parts/table/cells.tsx';
import { Loaded } from '../../parts/failure.tsx';
import { amountText, megabytesText } from '../../parts/format.ts';
import { Id } from '../../parts/id.tsx';
import { Time } from '../../parts/time.tsx';
import { useFetched } from '../../base/fetching.ts';
import { roleWords } from '../../texts/areas/roles.ts';
import { useSay, useWords } from '../../texts/texts.ts';

export interface Offer extends Amounts {
  readonly id: string;
  readonly role: string;
  readonly framework: string;
  readonly frameworkName: string;
  readonly agent: string;
  readonly host: string;
  readonly madeMs: number;
  readonly unavailableMs: number;
}

const pollMs = 1_000;

export default function Offers() {
  const say = useSay();
  const sayOwn = useWords(roleWords);
  const fetched = useFetched<{ readonly total: number; readonly offers: readonly Offer[] }>(
    '/master/live/offers',
    pollMs,
  );
  return (
    <Loaded fetched={fetched}>
      {({ total, offers }) => (
        <>
          <h1>
            {say('offers')}{' '}
            <span className="count">{say('shown', { matched: offers.length, total })}</span>
          </h1>
          {offers.length === 0 && <p className="quiet">{say('none')}</p>}
          <div className="scrolled">
            <table className="facts left">
              <thead>
                <tr>
                  {(
                    [
                      'id',
                      'role',
                      'framework',
                      'host',
                      'cpus',
                      'gpus',
                      'mem',
                      'disk',
                      'age',
                    ] as const
                  ).map((key) => (
                    <th key={key} scope="col">
                      {say(key)}
                    </th>
                  ))}
                  <th scope="col">{sayOwn('unavailability')}</th>
                </tr>
              </thead>
              <tbody>
                {offers.map((offer) => (
                  <tr key={offer.id}>
                    <th scope="row">
                      <Id id={offer.id} />
                    </th>
                    <td>{offer.role}</td>
                    <td>
                      <a href={frameworkAddress(offer.framework)}>{offer.frameworkName}</a>
                    </td>
                    <td>
                      <a href={agentAddress(offer.agent)}>{offer.host}</a>
                    </td>
                    <td>{amountText(offer.cpus)}</td>
                    <td>{amountText(offer.gpus)}</td>
                    <td>{megabytesText(offer.mem)}</td>
                    <td>{megabytesText(offer.disk)}</td>
                    <td>
                      <Time ms={offer.madeMs} />
                    </td>
                    <td>
                      <Time ms={offer.unavailableMs} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </Loaded>
  );
}
