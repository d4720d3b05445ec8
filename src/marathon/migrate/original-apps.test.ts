/**
 * Apps in the bytes that another program made by the original's own .proto, as its serializers fill it,
 * are answered as the original answers them: numbers of fields and enums are the same, nothing is lost.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../foundation/result.ts';
import { ServiceDefinition } from '../../protocol/generated/marathon.ts';
import { renderApp } from '../definitions/render/app.ts';
import { plainOptions, written } from '../definitions/test-support.ts';
import { appOf } from './app.ts';

const file = new URL('./test-support/original-apps.json', import.meta.url);
const originals = JSON.parse(readFileSync(file, 'utf8')) as readonly {
  readonly name: string;
  readonly bytes: string;
  readonly expected: object;
}[];
const options = { ...plainOptions, mesosRole: 'web' };

describe('an app of the original', () => {
  it.each(originals)('$name', ({ bytes, expected }) => {
    const app = appOf(ServiceDefinition.decode(Buffer.from(bytes, 'base64')), options);
    expect(written(renderApp(unwrap(app)))).toMatchObject(expected);
  });
});
