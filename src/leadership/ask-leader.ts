/** Asks a master who leads, as browsers do: `/redirect` of any master leads to the leading one. */
import { HttpClient } from '../foundation/http/client.ts';
import { failure, type Result } from '../foundation/result.ts';
import type { AskLeader } from './core/list-detector.ts';
import { addressText, type MasterAddress, parseMasterAddresses } from './core/master-address.ts';

/** A master that is busier than this does not lead well; the next one is asked. */
const askTimeoutMs = 2000;
/** The answer is a header. */
const longestAnswerBytes = 64 * 1024;

export function askLeaderOverHttp(): AskLeader {
  const client = new HttpClient({
    timeoutMs: askTimeoutMs,
    maxBodyBytes: longestAnswerBytes,
    maxConnections: 1,
  });
  return (asked, done) => {
    void ask(client, asked).then(done);
  };
}

async function ask(client: HttpClient, asked: MasterAddress): Promise<Result<MasterAddress>> {
  const answer = await client.get(`http://${addressText(asked)}/master/redirect`);
  if (!answer.ok) return answer;
  const { status, headers, body } = answer.value;
  const { location } = headers;
  if (status !== 307 || location === undefined) {
    return failure(`it answers ${status} ${body.toString()}`.trimEnd());
  }
  // Without a scheme: the client stays with the one it came by.
  const leader = parseMasterAddresses(location.replace(/^\/\//, 'http://'));
  const first = leader.ok ? leader.value[0] : undefined;
  if (first === undefined) return failure(`it leads to '${location}', which is no address`);
  return { ok: true, value: { host: first.host, port: first.port } };
}
