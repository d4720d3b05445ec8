/** Offers that were of no use: which checks each failed, and what it would have had to have. */
import { Time } from '../../parts/time.tsx';
import { deploymentWords } from '../../texts/areas/marathon-deployments.ts';
import { useWords } from '../../texts/texts.ts';
import { timeOf } from '../model.ts';

export interface DeclinedOffer {
  readonly at: string;
  readonly agentId: string;
  readonly host: string;
  readonly reasons: readonly string[];
  /** "needs 99 cpus, 4 are offered; …" */
  readonly detail: string;
}

/** Each column with the reasons that make it fail. */
const checks = [
  ['role', ['UnfulfilledRole', 'NoCorrespondingReservationFound']],
  ['constraints', ['UnfulfilledConstraint', 'AgentMaintenance']],
  ['cpu', ['InsufficientCpus']],
  ['mem', ['InsufficientMemory']],
  ['disk', ['InsufficientDisk']],
  ['gpu', ['InsufficientGpus', 'DeclinedScarceResources']],
  ['ports', ['InsufficientPorts']],
] as const;

export function DeclinedOffers({ offers }: { readonly offers: readonly DeclinedOffer[] }) {
  const own = useWords(deploymentWords);
  return (
    <section className="card declined" aria-label={own('declinedOffers')} tabIndex={0}>
      <h2>{own('declinedOffers')}</h2>
      {offers.length === 0 ? (
        <p className="quiet">{own('noDeclined')}</p>
      ) : (
        <table className="facts left">
          <thead>
            <tr>
              <th scope="col">{own('host')}</th>
              {checks.map(([name]) => (
                <th key={name} scope="col">
                  {own(name)}
                </th>
              ))}
              <th scope="col">{own('received')}</th>
              <th scope="col">{own('wouldFit')}</th>
            </tr>
          </thead>
          <tbody>
            {offers.toReversed().map((offer) => (
              <OfferRow key={offer.agentId} offer={offer} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function OfferRow({
  offer: { at, agentId, host, reasons, detail },
}: {
  readonly offer: DeclinedOffer;
}) {
  const own = useWords(deploymentWords);
  return (
    <tr>
      <th scope="row" title={agentId}>
        {host}
      </th>
      {checks.map(([name, failing]) => {
        const isBad = failing.some((reason) => reasons.includes(reason));
        return (
          <td key={name} className={isBad ? 'check-bad' : 'check-ok'}>
            <span aria-hidden="true">{isBad ? '✕' : '✓'}</span>
            <span className="visually-hidden">{own(isBad ? 'fails' : 'fits')}</span>
          </td>
        );
      })}
      <td>
        <Time ms={timeOf(at)} />
      </td>
      <td>{detail}</td>
    </tr>
  );
}
