/**
 * mesos-dns with 1,000 tasks of Marathon on pretend agents: how many questions it answers in a second
 * (asked by dnsperf, which has to be installed), and how soon after the master's event a new task has
 * its name.
 *
 * `node bench/dns.mjs answers` (or `follows`) measures only that.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import dnsPacket from 'dns-packet';
import { MarathonClient } from './tools/marathon-client.mjs';
import { cpuSeconds, figure, pssMb, quantile, withCluster } from './tools/processes.mjs';

const apps = 200;
const instances = 5;
const newcomers = 40;
const perfSeconds = 8;
const longestMs = 60_000;

const appOf = (index, count = instances) => ({
  id: `/load/app-${index}`,
  cmd: 'sleep 1000000',
  cpus: 0.01,
  mem: 8,
  instances: count,
  portDefinitions: [{ port: 0, name: 'http', protocol: 'tcp' }],
});

/** One question; the return code and how many answers, or undefined when none comes in a second. */
function ask(socket, port, name, type) {
  const id = Math.floor(Math.random() * 65_536);
  const request = dnsPacket.encode({ id, questions: [{ name, type }] });
  return new Promise((resolve) => {
    const finish = (answer) => {
      clearTimeout(timer);
      socket.off('message', hear);
      resolve(answer);
    };
    const hear = (bytes) => {
      if (bytes.readUInt16BE(0) !== id) return;
      finish({ rcode: bytes[3] & 15, count: bytes.readUInt16BE(6) });
    };
    const timer = setTimeout(finish, 1000, undefined);
    socket.on('message', hear);
    socket.send(request, port, '127.0.0.1');
  });
}

/** When the master told of the task's TASK_RUNNING, by the name of its app. */
function followEvents(address) {
  const runningAtMs = new Map();
  const request = http.request(`http://${address}/api/v1`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
  });
  request.on('response', (response) => {
    response.setEncoding('utf8').on('data', (text) => {
      if (!text.includes('"TASK_RUNNING"')) return;
      for (const [, app] of text.matchAll(/load_(app-\d+)\.instance/g)) {
        if (!runningAtMs.has(app)) runningAtMs.set(app, performance.now());
      }
    });
  });
  request.end('{"type":"SUBSCRIBE"}');
  return { runningAtMs, close: () => request.destroy() };
}

const pieces = {
  answers: async ({ dns }) => {
    if (spawnSync('dnsperf', ['-h']).error !== undefined) {
      console.log(
        'dnsperf is not installed (apt install dnsperf): answers per second not measured',
      );
      return;
    }
    const directory = mkdtempSync(join(tmpdir(), 'altiplano-dns-'));
    const names = Array.from({ length: apps }, (_, index) => [
      `app-${index}-load.marathon.mesos A`,
      `_app-${index}-load._tcp.marathon.mesos SRV`,
      `nobody-${index}.marathon.mesos A`,
    ]).flat();
    const questions = join(directory, 'questions');
    writeFileSync(questions, `${names.join('\n')}\n`);
    const flags = ['-s', '127.0.0.1', '-p', dns.dnsPort, '-d', questions, '-l', perfSeconds];
    const cpuBefore = cpuSeconds(dns.pid);
    const perf = spawn('dnsperf', [...flags, '-c', 4, '-q', 100].map(String));
    let output = '';
    perf.stdout.setEncoding('utf8').on('data', (text) => (output += text));
    await once(perf, 'close');
    const cpu = cpuSeconds(dns.pid) - cpuBefore;
    rmSync(directory, { recursive: true });
    const [, rate] = /Queries per second:\s+([\d.]+)/.exec(output) ?? [];
    const [, answered] = /Queries completed:\s+(\d+)/.exec(output) ?? [];
    const [, lost] = /Queries lost:\s+(\d+)/.exec(output) ?? [];
    figure('answers a second, 1,000 tasks (A, SRV, names that are not there)', Number(rate), '/s', {
      bar: '≥ 10,000',
    });
    figure('… for each second that it was on a CPU', Number(answered) / cpu, '/s', {
      bar: '≥ 10,000',
    });
    figure('… questions lost', Number(lost), '');
  },

  follows: async ({ dns, master, client }) => {
    const events = followEvents(master.address);
    const socket = createSocket('udp4');
    const times = [];
    for (let index = apps; index < apps + newcomers; index++) {
      await client.change('POST', '/v2/apps', appOf(index, 1));
      const deadlineMs = performance.now() + longestMs;
      const name = `app-${index}-load.marathon.mesos`;
      while ((await ask(socket, dns.dnsPort, name, 'A'))?.count !== 1) {
        if (performance.now() > deadlineMs) throw new Error(`${name} did not come`);
        await sleep(1);
      }
      const namedMs = performance.now();
      while (!events.runningAtMs.has(`app-${index}`)) await sleep(1);
      times.push(Math.max(0, namedMs - events.runningAtMs.get(`app-${index}`)));
    }
    events.close();
    socket.close();
    figure('a task’s name after the event of its start, p99', quantile(times, 0.99), 'ms', {
      bar: '≤ 200',
    });
  },
};

const wanted = process.argv.slice(2);
await withCluster(async (cluster) => {
  const master = await cluster.startMaster();
  const flags = ['--master', master.address, '--agents', 100, '--finish', 'never'];
  await cluster.startTool('simagents', ...flags).said('registered');
  const dns = await cluster.startMesosDns(master);
  const marathon = await cluster.startMarathon(master);
  const client = new MarathonClient(marathon.address);
  await client.createAll(
    Array.from({ length: apps }, (_, index) => appOf(index)),
    20,
  );
  await client.untilSettled();
  for (const [name, measure] of Object.entries(pieces)) {
    if (wanted.length === 0 || wanted.includes(name)) await measure({ dns, master, client });
  }
  figure('memory of mesos-dns, 1,000 tasks', pssMb(dns.pid), 'MB');
  client.close();
});
