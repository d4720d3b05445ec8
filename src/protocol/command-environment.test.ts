import { expect, it } from 'vitest';
import { commandEnvironment } from './command-environment.ts';

it('has values and what secrets hold', () => {
  const secret = { type: 'VALUE' as const, value: { data: Buffer.from('hush ü') } };
  const variables = [
    { name: 'PLAIN', value: '' },
    { name: 'HIDDEN', type: 'SECRET' as const, secret },
    { name: 'ELSEWHERE', type: 'SECRET' as const },
  ];
  expect(commandEnvironment({ environment: { variables } })).toEqual({
    PLAIN: '',
    HIDDEN: 'hush ü',
  });
  expect(commandEnvironment(undefined)).toEqual({});
});
