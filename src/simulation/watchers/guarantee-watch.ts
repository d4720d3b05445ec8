/**
 * What roles are guaranteed is kept for them, in every life with quota, at every offer: more than a
 * role is owed itself is offered to it only of what is left when all that others are owed stays free.
 *
 * How this follows from what an allocation promises: it gives out of guarantees first, which takes as
 * much of the free resources as of what is owed; whatever else it gives is of the difference. So after
 * an offer of such a kind the free resources still cover what is owed, however many offers the same
 * run makes before and after it.
 */
import type { Core } from '../../master/core/environment.ts';
import type { Event } from '../../protocol/generated/scheduler.ts';
import type { RoleName } from '../../protocol/ids.ts';
import { fromThousandths } from '../../resources/entry.ts';
import { Resources } from '../../resources/resources.ts';
import { RoleBooks, plainOf } from './role-books.ts';

interface Owed {
  readonly role: RoleName;
  readonly name: string;
  readonly thousandths: number;
}

/** An event of the master, when its records have the offers of it. */
export function findGuaranteeBreaches(event: Event, { state }: Core): string[] {
  const offers = event.offers?.offers ?? [];
  const hasGuarantees = [...state.quotas.values()].some(({ guarantees }) => guarantees.size > 0);
  if (offers.length === 0 || !hasGuarantees) return [];
  const books = new RoleBooks(state);
  const owed = owedNow(state, books);
  const byRole = new Map<RoleName, Resources>();
  for (const { allocation_info, resources } of offers) {
    const role = allocation_info?.role ?? '*';
    const given = byRole.get(role) ?? Resources.empty;
    byRole.set(role, given.add(Resources.fromMessages(resources)));
  }
  return [...byRole].flatMap(([role, given]) => findBreaches({ role, given, state, books, owed }));
}

/** All that roles lack of their guarantees. */
export function owedNow({ quotas }: Core['state'], books: RoleBooks): Owed[] {
  return [...quotas].flatMap(([role, { guarantees }]) =>
    [...guarantees].flatMap(([name, guarantee]) => {
      const thousandths = guarantee - books.consumedBy(role, name);
      return thousandths > 0 ? [{ role, name, thousandths }] : [];
    }),
  );
}

function findBreaches({
  role,
  given,
  state,
  books,
  owed,
}: {
  readonly role: RoleName;
  readonly given: Resources;
  readonly state: Core['state'];
  readonly books: RoleBooks;
  readonly owed: readonly Owed[];
}): string[] {
  const breaches: string[] = [];
  for (const [name, amount] of plainOf(given)) {
    const guarantee = state.quotas.get(role)?.guarantees.get(name) ?? 0;
    const owedBefore = Math.max(0, guarantee - (books.consumedBy(role, name) - amount));
    const more = amount - owedBefore;
    const creditors = owed.filter((one) => one.name === name);
    const needed = creditors.reduce((sum, { thousandths }) => sum + thousandths, 0);
    const free = books.free.get(name) ?? 0;
    if (more <= 0 || free >= needed) continue;
    const whom = creditors.map((one) => `${one.role} ${fromThousandths(one.thousandths)}`);
    breaches.push(
      `role ${role} is offered ${fromThousandths(more)} of ${name} more than it is owed, which leaves ${fromThousandths(free)}; owed are ${whom.join(', ')}`,
    );
  }
  return breaches;
}
