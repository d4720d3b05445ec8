import { describe, expect, it } from 'vitest';
import { StatusUpdateMessage } from '../generated/internal.ts';
import { tryEncode, tryJson } from './try-encode.ts';

const good: StatusUpdateMessage = {
  update: {
    framework_id: { value: 'F' },
    status: { task_id: { value: 't' }, state: 'TASK_RUNNING' },
    timestamp: 1,
  },
};

describe('a message that is to be sent', () => {
  it('is written', () => {
    expect(tryEncode(StatusUpdateMessage, good)).toEqual({
      ok: true,
      value: StatusUpdateMessage.encode(good),
    });
  });

  it.each([
    ['lacks a field', { update: { ...good.update, timestamp: undefined } }, 'update.timestamp'],
    [
      'has a wrong value',
      { update: { ...good.update, status: { ...good.update.status, healthy: 7 } } },
      'update.status.healthy',
    ],
    [
      'has a number that 64 bits do not hold',
      {
        update: {
          ...good.update,
          status: { ...good.update.status, unreachable_time: { nanoseconds: 2 ** 60 } },
        },
      },
      'update.status.unreachable_time.nanoseconds',
    ],
  ])('costs itself when it %s, and the field is named', (_how, message, path) => {
    const wrong = message as unknown as StatusUpdateMessage;
    expect(tryEncode(StatusUpdateMessage, wrong)).toMatchObject({
      ok: false,
      error: expect.stringContaining(path) as string,
    });
  });

  it('as JSON likewise', () => {
    const wrong = { update: { ...good.update, status: 5 } } as unknown as StatusUpdateMessage;
    expect(tryJson(StatusUpdateMessage, wrong).ok).toBe(true);
    const worse = { update: { ...good.update, status: { uuid: 5 } } };
    expect(tryJson(StatusUpdateMessage, worse as unknown as StatusUpdateMessage)).toMatchObject({
      ok: false,
      error: expect.stringContaining('update.status') as string,
    });
  });
});
