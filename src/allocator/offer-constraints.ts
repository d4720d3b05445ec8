/**
 * Offer constraints: by role, which agents a framework wants offers of at all. A framework that
 * needs one rack need not decline all others every few seconds.
 *
 * A role has groups of constraints; an agent is offered when it meets all constraints of any group.
 * A constraint tests one attribute, or the agent's host, region or zone. Whatever costs time is done
 * when the framework subscribes; what remains for each agent is to compare a few texts.
 *
 * @compat The tests are about texts: an attribute that is a number, a range or a set passes each of
 * them, also the negative ones.
 */
import { type Re2, compileRe2 } from '../foundation/re2/re2.ts';
import { type Result, failure, ok } from '../foundation/result.ts';
import type { Attribute } from '../protocol/generated/mesos.ts';
import type {
  AttributeConstraint,
  AttributeConstraint_Predicate,
  AttributeConstraint_Selector,
  OfferConstraints,
  OfferConstraints_RoleConstraints,
} from '../protocol/generated/scheduler.ts';
import type { RoleName } from '../protocol/ids.ts';

/** What constraints may ask of an agent. */
export interface ConstrainedAgent {
  readonly hostname: string;
  readonly region?: string | undefined;
  readonly zone?: string | undefined;
  readonly attributes?: AttributeTexts | undefined;
}

/** By name: the text of an attribute, null when it is of another type. */
export type AttributeTexts = ReadonlyMap<string, string | null>;

/** --offer_constraints_re2_max_mem and --offer_constraints_re2_max_program_size */
export interface PatternLimits {
  readonly maxMemBytes: number;
  /** In instructions of RE2. */
  readonly maxProgramSize: number;
}

export const defaultPatternLimits: PatternLimits = { maxMemBytes: 4096, maxProgramSize: 100 };

/** Of one framework: an allocation run may have to try each of them on each agent. */
const mostConstraints = 10_000;

/** Different ones of one framework: to compile one may take some milliseconds. */
const mostPatterns = 500;

/** Undefined: the agent has no such thing. Null: it has, but not as a text. */
type Found = string | null | undefined;
type Test = (agent: ConstrainedAgent) => boolean;

export class OfferConstraintsFilter {
  /** As the framework gave them. */
  readonly message: OfferConstraints;
  readonly #groupsByRole: ReadonlyMap<string, readonly (readonly Test[])[]>;

  constructor(message: OfferConstraints, groupsByRole: ReadonlyMap<string, Test[][]>) {
    this.message = message;
    this.#groupsByRole = groupsByRole;
  }

  isExcluded(role: RoleName, agent: ConstrainedAgent): boolean {
    const groups = this.#groupsByRole.get(role);
    if (groups === undefined) return false;
    return !groups.some((group) => group.every((test) => test(agent)));
  }
}

export const noOfferConstraints = new OfferConstraintsFilter({}, new Map());

export function compileOfferConstraints(
  message: OfferConstraints,
  limits: PatternLimits,
): Result<OfferConstraintsFilter> {
  const count = countConstraints(message);
  if (count > mostConstraints) {
    return failure(`There are ${count} constraints; at most ${mostConstraints} are allowed`);
  }
  const groupsByRole = new Map<string, Test[][]>();
  const patterns = new Patterns(limits);
  for (const [role, constraints] of Object.entries(message.role_constraints ?? {})) {
    const groups = compileRole(role, constraints, patterns);
    if (!groups.ok) return groups;
    groupsByRole.set(role, groups.value);
  }
  return ok(new OfferConstraintsFilter(message, groupsByRole));
}

function countConstraints({ role_constraints: byRole = {} }: OfferConstraints): number {
  let count = 0;
  for (const { groups = [] } of Object.values(byRole)) {
    for (const { attribute_constraints: constraints = [] } of groups) count += constraints.length;
  }
  return count;
}

function compileRole(
  role: RoleName,
  { groups = [] }: OfferConstraints_RoleConstraints,
  patterns: Patterns,
): Result<Test[][]> {
  if (groups.length === 0) {
    return failure(
      `'OfferConstraints::role_constraints' has an empty 'RoleConstraints::groups' for role ${role}`,
    );
  }
  const compiled: Test[][] = [];
  for (const { attribute_constraints: constraints = [] } of groups) {
    if (constraints.length === 0) {
      return failure(
        // @compat no space behind the role.
        `'OfferConstraints::RoleConstraints::groups' for role ${role}contains an empty RoleConstraints::Group`,
      );
    }
    const tests: Test[] = [];
    for (const constraint of constraints) {
      const test = compileConstraint(constraint, patterns);
      if (!test.ok) {
        return failure(`A role ${role} has an invalid 'AttributeConstraint': ${test.error}`);
      }
      tests.push(test.value);
    }
    compiled.push(tests);
  }
  return ok(compiled);
}

function compileConstraint(constraint: AttributeConstraint, patterns: Patterns): Result<Test> {
  const select = compileSelector(constraint.selector);
  if (!select.ok) return select;
  const accepts = compilePredicate(constraint.predicate, patterns);
  if (!accepts.ok) return accepts;
  return ok((agent) => accepts.value(select.value(agent)));
}

function compileSelector({
  attribute_name: name,
  pseudoattribute_type: type,
}: AttributeConstraint_Selector): Result<(agent: ConstrainedAgent) => Found> {
  if (name !== undefined) return ok(({ attributes }) => attributes?.get(name));
  if (type === undefined) {
    return failure(
      "Exactly one of 'AttributeConstraint::Selector::name' or 'AttributeConstraint::Selector::pseudoattribute_type' must be set",
    );
  }
  switch (type) {
    case 'HOSTNAME':
      return ok((agent) => agent.hostname);
    case 'REGION':
      return ok((agent) => agent.region);
    case 'ZONE':
      return ok((agent) => agent.zone);
    case 'UNKNOWN':
      return failure('Unknown pseudoattribute type');
  }
}

function compilePredicate(
  predicate: AttributeConstraint_Predicate,
  patterns: Patterns,
): Result<(found: Found) => boolean> {
  const { text_equals: equals, text_not_equals: notEquals } = predicate;
  if (predicate.exists !== undefined) return ok((found) => found !== undefined);
  if (predicate.not_exists !== undefined) return ok((found) => found === undefined);
  if (equals !== undefined) return ok((found) => found === equals.value || found === null);
  if (notEquals !== undefined) return ok((found) => found !== notEquals.value);
  const matches = predicate.text_matches ?? predicate.text_not_matches;
  if (matches === undefined) return failure('Unknown predicate type');
  const pattern = patterns.compile(matches.regex);
  if (!pattern.ok) return pattern;
  const isMatch = (text: string): boolean => pattern.value.matches(text);
  if (predicate.text_matches === undefined) {
    return ok((found) => found === undefined || found === null || !isMatch(found));
  }
  return ok((found) => found === null || (found !== undefined && isMatch(found)));
}

/** The patterns of one framework: each is compiled once, wherever it stands. */
class Patterns {
  readonly #limits: PatternLimits;
  readonly #known = new Map<string, Result<Re2>>();

  constructor(limits: PatternLimits) {
    this.#limits = limits;
  }

  compile(regex: string): Result<Re2> {
    let compiled = this.#known.get(regex);
    if (compiled !== undefined) return compiled;
    if (this.#known.size === mostPatterns) {
      return failure(`There are more than ${mostPatterns} different regexes`);
    }
    this.#known.set(regex, (compiled = compilePattern(regex, this.#limits)));
    return compiled;
  }
}

function compilePattern(regex: string, limits: PatternLimits): Result<Re2> {
  const compiled = compileRe2(regex, limits.maxMemBytes);
  if (!compiled.ok) {
    return failure(`Failed to construct regex from pattern '${regex}': ${compiled.error}`);
  }
  const { programSize } = compiled.value;
  if (programSize <= limits.maxProgramSize) return compiled;
  return failure(
    `Regex '${regex}' is too complex: program size of ${programSize} is larger than maximum of ${limits.maxProgramSize} allowed`,
  );
}

/** Of several attributes with one name, the first counts. */
export function attributeTexts(attributes: readonly Attribute[] = []): AttributeTexts {
  const texts = new Map<string, string | null>();
  for (const { name, type, text } of attributes) {
    if (!texts.has(name)) texts.set(name, type === 'TEXT' ? (text?.value ?? '') : null);
  }
  return texts;
}
