/** A reason as a part of a sentence: "9 have less than 0.01 cpus or 32 mem free". */
import type { ReasonCount } from '../../../allocator/explanation.ts';
import type { Note } from '../../../allocator/notes.ts';
import { type Teller, amountsText } from './teller.ts';

/** `asked` is the framework that it is about. */
export function reasonText(
  { count, examples }: ReasonCount,
  teller: Teller,
  asked: string | undefined,
): string {
  const notes = examples.map(({ note }) => note);
  return `${count} ${noteText(notes[0]!, notes, teller, asked)}`;
}

/** What is said of an agent, or of many; of those of one reason `notes` are examples. */
function noteText(
  note: Note,
  notes: readonly Note[],
  teller: Teller,
  asked: string | undefined,
): string {
  switch (note.reason) {
    case 'RECOVERING':
      return `held back after a failover until ${note.neededCount} agents are back (${note.agentCount} are)`;
    case 'FRAMEWORK_INACTIVE':
      return 'not offered, because the framework is not connected';
    case 'NOT_SUBSCRIBED':
      return 'not offered, because the framework is no longer in this role';
    case 'SUPPRESSED':
      return 'not offered, because the framework suppressed this role and has not revived it';
    case 'AGENT_INACTIVE':
      return listed('kept from everybody', notes, (one) =>
        one.reason === 'AGENT_INACTIVE' ? one.why : undefined,
      );
    case 'NOT_WHITELISTED':
      return 'not on the --whitelist';
    case 'NOTHING_LEFT': {
      const [first] = note.holders;
      return first === undefined
        ? 'with nothing left'
        : `with nothing left (offered to or used by ${teller.who(first, asked)})`;
    }
    case 'RESERVED_FOR_OTHERS':
      return 'with nothing left but what is reserved for other roles';
    case 'OFFER_CONSTRAINTS':
      return 'excluded by the offer constraints of the framework';
    case 'MISSING_CAPABILITY':
      return missingText(note);
    case 'OTHER_REGION':
      return `in another region (${note.region}; the master is in ${note.masterRegion}), which is for frameworks with REGION_AWARE`;
    case 'QUOTA_LIMIT':
      return `beyond the limit of the role's quota, which leaves ${amountsText(note.allowed.quantities())}`;
    case 'QUOTA_HEADROOM':
      return `kept for what other roles are guaranteed, which leaves ${amountsText(note.allowed.quantities())}`;
    case 'MIN_ALLOCATABLE':
      return `with less free than ${note.least.map(amountsText).join(' or ')}`;
    case 'REFUSED':
      return listed('refused by the framework', notes, (one) =>
        one.reason === 'REFUSED' ? `until ${teller.time(one.untilMs)}` : undefined,
      );
    case 'FAIR_SHARE':
      return fairText(note, teller, asked);
  }
}

function missingText({ capability, of }: Note & { reason: 'MISSING_CAPABILITY' }): string {
  if (of === 'agent') return `without the capability ${capability}`;
  const what = capability === 'GPU_RESOURCES' ? 'with GPUs' : 'with nothing but what needs it';
  return `${what}, which are for frameworks with the capability ${capability}`;
}

function fairText(
  { first }: Note & { reason: 'FAIR_SHARE' },
  teller: Teller,
  asked: string | undefined,
): string {
  if (first === undefined) return 'given to whoever comes first';
  if (first.frameworkId === asked) return 'to be offered to it with the next run';
  return `going to others, who come first by their shares (${teller.who(first, asked)})`;
}

/** "refused (until a, until b)" */
function listed(
  what: string,
  notes: readonly Note[],
  detail: (note: Note) => string | undefined,
): string {
  const details = new Set(notes.map(detail).filter((one) => one !== undefined));
  return `${what} (${[...details].toSorted().join(', ')})`;
}
