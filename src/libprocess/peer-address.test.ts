import { afterEach, describe, expect, it } from 'vitest';
import { HttpServer, Router } from '../foundation/http/index.ts';
import { exchange } from '../foundation/http/test-support.ts';
import { silentLog } from '../foundation/log.ts';
import { readPeerAddressRule } from './peer-address.ts';
import { LibprocessServer } from './server.ts';

function message(from: string, headers = ''): string {
  return `POST /master/a.B HTTP/1.1\r\nHost: localhost\r\nLibprocess-From: ${from}\r\n${headers}Content-Length: 1\r\n\r\nx`;
}

describe('the address of a sender', () => {
  let server: LibprocessServer | undefined;
  let received: string[] = [];

  afterEach(() => server?.close());

  async function listen(requiresPeerAddress: boolean): Promise<number> {
    received = [];
    server = new LibprocessServer({
      http: new HttpServer({ router: new Router(), log: silentLog }),
      requiresPeerAddress,
      onMessage: (from) => {
        received.push(from.text);
        return true;
      },
    });
    return (await server.listen(0, '127.0.0.1')).port;
  }

  it('is not looked at unless asked for', async () => {
    const port = await listen(false);
    expect(await exchange(port, [message('s@192.0.2.1:5051')])).toMatch(/^HTTP\/1.1 202/);
  });

  it.each(['', 'GET /x HTTP/1.1\r\nHost: localhost\r\n\r\n'])(
    'must be where the message comes from when required (after %j)',
    async (before) => {
      const port = await listen(true);
      const forged = await exchange(port, [before + message('s@192.0.2.1:5051')]);
      expect(forged).toContain('HTTP/1.1 400 Bad Request');
      expect(forged).toContain(
        'UPID IP address validation failed: Message from s@192.0.2.1:5051 was sent from IP 127.0.0.1:',
      );
      expect(received).toEqual([]);
      expect(await exchange(port, [before + message('s@127.0.0.1:9')])).toContain('HTTP/1.1 202');
      expect(received).toEqual(['s@127.0.0.1:9']);
    },
  );

  it('is asked for by the variable of the real product', () => {
    const name = 'LIBPROCESS_REQUIRE_PEER_ADDRESS_IP_MATCH';
    const read = (value?: string) => readPeerAddressRule({ [name]: value });
    expect([read(), read('true'), read('1'), read('false'), read('0')]).toMatchObject(
      [false, true, true, false, false].map((value) => ({ ok: true, value })),
    );
    expect(read('perhaps')).toMatchObject({ ok: false, error: expect.stringContaining(name) });
  });

  it.each(['Origin: http://localhost', 'Sec-Fetch-Site: same-origin'])(
    'does not matter to what a web page sends: that is no message (%s)',
    async (header) => {
      const port = await listen(false);
      const once = await exchange(port, [message('s@127.0.0.1:9', `${header}\r\n`)]);
      expect(once).toMatch(/^HTTP\/1.1 (403|404)/);
      const get = 'GET /x HTTP/1.1\r\nHost: localhost\r\n\r\n';
      const later = await exchange(port, [get + message('s@127.0.0.1:9', `${header}\r\n`)]);
      expect(later).not.toContain('HTTP/1.1 202');
      expect(received).toEqual([]);
    },
  );
});
