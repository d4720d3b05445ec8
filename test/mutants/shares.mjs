/** Bugs in who is given how much: guarantees, limits, weights, the order of shares; see list.mjs. */
const allocator = 'src/allocator';

export const shareMutants = [
  {
    name: 'what roles are guaranteed is given to others',
    file: `${allocator}/quota.ts`,
    find: '    return Math.max(0, this.available(index) - this.required(index));',
    replace: '    return this.available(index);',
  },
  {
    name: 'of what roles are guaranteed half is kept for them',
    file: `${allocator}/quota.ts`,
    find: '      unsatisfiedOf(role).forEach((amount, index) => this.#require(index, amount));',
    replace:
      '      unsatisfiedOf(role).forEach((amount, index) => this.#require(index, amount / 2));',
  },
  {
    name: 'what is guaranteed is kept free and given to nobody',
    file: `${allocator}/run.ts`,
    find: '    if (this.#headroom?.isRequired === true) {\n      satisfyGuarantees',
    replace:
      '    if (this.#headroom?.isRequired === true && agents.length < 0) {\n      satisfyGuarantees',
  },
  {
    name: 'who is owed something is given all of the agent',
    file: `${allocator}/decision.ts`,
    find: '      return headroom?.isRequired === true ? Math.min(left, headroom.surplus(index)) : left;',
    replace: '      return left;',
  },
  {
    name: 'a limit counts for nothing where something is guaranteed',
    file: `${allocator}/decision.ts`,
    find: '    return (index) => Math.min(limitLeft(role, index), headroom.surplus(index));',
    replace: '    return (index) => headroom.surplus(index);',
  },
  {
    name: 'reservations do not count against quota',
    file: `${allocator}/quota.ts`,
    find: ' + (role.reserved[index] ?? 0)\n',
    replace: '\n',
  },
  {
    name: 'weights count for nothing',
    file: `${allocator}/siblings.ts`,
    find: '    return this.#scalars.dominantShare(node.allocated) / node.weight;',
    replace: '    return this.#scalars.dominantShare(node.allocated);',
  },
  {
    name: 'new weights are for new roles only',
    file: `${allocator}/role-tree.ts`,
    find: '      role.weight = weights.get(role.name) ?? 1;\n',
    replace: '',
  },
  {
    name: 'who has most is next',
    file: `${allocator}/siblings.ts`,
    find: 'return left.placedShare - right.placedShare;',
    replace: 'return right.placedShare - left.placedShare;',
  },
  {
    name: 'who was given something keeps its place',
    file: `${allocator}/role-tree.ts`,
    find: '      this.#scalars.accumulateSpecial(at.allocatedSpecial, resources, sign);\n      at.parent?.competitors.touch(at);\n',
    replace:
      '      this.#scalars.accumulateSpecial(at.allocatedSpecial, resources, sign);\n      if (sign === -1) at.parent?.competitors.touch(at);\n',
  },
  {
    name: 'a share is of the disks, whatever else one has',
    file: `${allocator}/scalar-totals.ts`,
    find: '      if (part > share) share = part;',
    replace: '      if (i === 2) share = part;',
  },
];
