/**
 * Weight and quota of a role as they are typed. What cannot be right is said at its field before the
 * master is asked; what only the master can know (do all guarantees fit into the cluster?) it says.
 */
export const amountNames = ['cpus', 'gpus', 'mem', 'disk'] as const;
export type AmountName = (typeof amountNames)[number];
export type Scalars = Readonly<Record<string, number>>;
export type Kind = 'guarantee' | 'limit';
export type Field = 'weight' | `${Kind}.${AmountName}`;
export type Form = Readonly<Record<Field, string>>;
export type Fault = 'faultWeight' | 'faultAmount' | 'faultGuarantee';

export interface Edited {
  readonly weight: number;
  readonly quota: { readonly guarantee: Scalars; readonly limit: Scalars };
}

const kinds = ['guarantee', 'limit'] as const;

export function formOf({ weight, quota }: Edited): Form {
  const form: Record<string, string> = { weight: String(weight) };
  for (const kind of kinds) {
    for (const name of amountNames) form[`${kind}.${name}`] = String(quota[kind][name] ?? '');
  }
  return form as Form;
}

export function faultsOf(form: Form): Partial<Record<Field, Fault>> {
  const faults: Partial<Record<Field, Fault>> = {};
  const weight = numberOf(form.weight);
  if (weight === undefined || !(weight > 0)) faults.weight = 'faultWeight';
  for (const name of amountNames) {
    for (const kind of kinds) {
      const text = form[`${kind}.${name}`];
      if (text.trim() === '') continue;
      const value = numberOf(text);
      if (value === undefined || value < 0) faults[`${kind}.${name}`] = 'faultAmount';
    }
    const [guarantee, limit] = kinds.map((kind) => numberOf(form[`${kind}.${name}`]));
    if (guarantee !== undefined && limit !== undefined && guarantee > limit) {
      faults[`guarantee.${name}`] ??= 'faultGuarantee';
    }
  }
  return faults;
}

/** Undefined for what is no number, and for nothing. */
function numberOf(text: string): number | undefined {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/** What has no field here stays as it is. */
export function scalarsOf(
  form: Form,
  kind: Kind,
  before: Scalars,
): Record<string, { value: number }> {
  const found: Record<string, { value: number }> = {};
  for (const [name, value] of Object.entries(before)) {
    if (!(amountNames as readonly string[]).includes(name)) found[name] = { value };
  }
  for (const name of amountNames) {
    const value = numberOf(form[`${kind}.${name}`]);
    if (value !== undefined) found[name] = { value };
  }
  return found;
}

export function isQuotaChanged(form: Form, first: Form): boolean {
  return Object.keys(form).some(
    (field) => field !== 'weight' && form[field as Field] !== first[field as Field],
  );
}
