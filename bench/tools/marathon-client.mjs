/** What a measurement asks of Marathon: apps made by many requests at a time, and when they run. */
import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

const pollMs = 50;
/** Marathon takes so many deployments at a time; more are told to come again. */
const tooManyDeployments = 403;
const longestMs = 600_000;

export class MarathonClient {
  #agent;

  constructor(address, parallel = 100) {
    this.address = address;
    this.#agent = new http.Agent({ keepAlive: true, maxSockets: parallel });
  }

  /** {status, text, ms} */
  ask(method, path, body) {
    const startedMs = performance.now();
    const headers = body === undefined ? {} : { 'Content-Type': 'application/json' };
    return new Promise((resolve, reject) => {
      const options = { method, headers, agent: this.#agent };
      const request = http.request(`http://${this.address}${path}`, options, (response) => {
        const parts = [];
        response.on('data', (chunk) => parts.push(chunk)).on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(parts).toString();
          resolve({ status: response.statusCode, text, ms: performance.now() - startedMs });
        });
      });
      request.on('error', reject).end(body === undefined ? undefined : JSON.stringify(body));
    });
  }

  /** Repeats what is refused because too many deployments are under way. */
  async change(method, path, body) {
    for (;;) {
      const answer = await this.ask(method, path, body);
      if (answer.status !== tooManyDeployments) {
        if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${answer.text}`);
        return answer;
      }
      await sleep(pollMs);
    }
  }

  /** By `parallel` requests at a time. */
  async createAll(apps, parallel) {
    const waiting = apps.values();
    const work = async () => {
      for (const app of waiting) await this.change('POST', '/v2/apps', app);
    };
    await Promise.all(Array.from({ length: parallel }, work));
  }

  async untilSettled(everyMs = pollMs) {
    const deadlineMs = performance.now() + longestMs;
    while ((await this.ask('GET', '/v2/deployments')).text !== '[]') {
      if (performance.now() > deadlineMs) throw new Error('Deployments do not end');
      await sleep(everyMs);
    }
  }

  async runningTasks() {
    const { text } = await this.ask('GET', '/v2/tasks?status=running');
    return JSON.parse(text).tasks.length;
  }

  close() {
    this.#agent.destroy();
  }
}
