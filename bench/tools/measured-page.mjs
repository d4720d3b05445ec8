/**
 * A web page in a real Chromium with what measures it: when the first page can be used, how long
 * its thread is held up, its frames while it scrolls, how late changes are, and memory.
 */
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from 'playwright-core';

const program = '/usr/bin/chromium';
const patienceMs = 60_000;

export const whyNoBrowser = () =>
  existsSync(program) ? undefined : 'Chromium is not installed (apt install chromium)';

export const startBrowser = () =>
  chromium.launch({ executablePath: program, args: ['--no-sandbox'] });

export class MeasuredPage {
  /** With nothing in its cache. */
  static async open(browser, address, path = '/') {
    const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
    const page = await context.newPage();
    page.setDefaultTimeout(patienceMs);
    await page.addInitScript(watchPage);
    const heaps = await watchHeaps(context, page);
    await page.goto(`http://${address}${path}`);
    await page.waitForFunction(() => globalThis.seen.live !== undefined);
    return new MeasuredPage(page, heaps);
  }

  constructor(page, heaps) {
    this.page = page;
    this.heaps = heaps;
  }

  /** Ms from the beginning: usable, rows, live; and the longest that its thread was held up, of each. */
  seen() {
    return this.page.evaluate(() => ({ ...globalThis.seen, longTasks: globalThis.longTasks }));
  }

  async go(hash) {
    await this.page.evaluate((to) => void (location.hash = to), hash);
  }

  /** From the first row to the last; lengths of all frames, ms. */
  async scroll(forMs) {
    await this.page.locator('.table [role=cell]').nth(20).waitFor();
    await sleep(500);
    return this.page.evaluate(scrollTable, forMs);
  }

  /** Asks the worker itself: how many match, and how long until the answer is here. */
  filter(search) {
    return this.page.evaluate(askWorker, search);
  }

  /** Into the box above the table: what is said of what was found, and after how long it is painted. */
  type(search) {
    return this.page.evaluate(typeSearch, search);
  }

  /** How long the page's thread was held up since this was asked last. */
  newTasks() {
    return this.page.evaluate(() => globalThis.longTasks.splice(0));
  }

  /** Counts from now on; what it gives tells how much was asked for until then. */
  asked() {
    const counted = { requests: 0, bytes: 0 };
    const count = (response) => {
      counted.requests++;
      counted.bytes += Number(response.headers()['content-length'] ?? 0);
    };
    this.page.on('response', count);
    return () => {
      this.page.off('response', count);
      return counted;
    };
  }

  /** How old what is new is when it stands in the page, ms. */
  lags() {
    return this.page.evaluate(() => globalThis.lags.splice(0));
  }

  /** Of the page and its worker, MB. */
  async heapMb() {
    return (await this.heaps()) / 1e6;
  }

  close() {
    return this.page.context().close();
  }
}

/** Runs in the page, before anything of its own. */
function watchPage() {
  globalThis.seen = {};
  globalThis.longTasks = [];
  globalThis.lags = [];
  const note = (name, isThere) => {
    if (isThere()) globalThis.seen[name] ??= performance.now();
  };
  const told = new Set();
  const look = () => {
    note('usable', () => document.querySelector('h1.verdict') !== null);
    note('rows', () => document.querySelectorAll('.table [role=cell]').length > 20);
    note('live', () => document.querySelector('.light.ok') !== null);
    if (!location.hash.startsWith('#/tasks/')) return;
    const at = /changed at (\d+)/.exec(document.querySelector('main')?.textContent ?? '')?.[1];
    if (at === undefined || told.has(at)) return;
    told.add(at);
    globalThis.lags.push(Date.now() - Number(at));
  };
  new MutationObserver(look).observe(document, {
    ...{ subtree: true, childList: true, characterData: true, attributes: true },
  });
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      globalThis.longTasks.push({ atMs: startTime, ms: duration });
    }
  }).observe({ type: 'longtask', buffered: true });
  const Native = globalThis.Worker;
  globalThis.Worker = class extends Native {
    constructor(...given) {
      super(...given);
      globalThis.clusterWorker ??= this;
    }
  };
}

/** Runs in the page. */
async function scrollTable(forMs) {
  const table = document.querySelector('.table');
  const most = table.scrollHeight - table.clientHeight;
  const frames = [];
  const startMs = await new Promise(requestAnimationFrame);
  for (let lastMs = startMs; ;) {
    const nowMs = await new Promise(requestAnimationFrame);
    frames.push(nowMs - lastMs);
    lastMs = nowMs;
    if (nowMs - startMs > forMs) return { frames, rows: Math.round(most / 32) };
    table.scrollTop = (most * (nowMs - startMs)) / forMs;
  }
}

/** Runs in the page. */
async function typeSearch(text) {
  const box = document.querySelector('input[type=search]');
  const said = () => document.querySelector('.muted[role=status]')?.textContent ?? '';
  const before = said();
  const startMs = performance.now();
  // As a reader does: a value that is merely set is none that React hears of.
  box.focus();
  box.select();
  document.execCommand('insertText', false, text);
  while (said() === before && performance.now() - startMs < 5_000) {
    await new Promise((resolve) => void setTimeout(resolve, 0));
  }
  await new Promise(requestAnimationFrame);
  return { ms: performance.now() - startMs, said: said() };
}

/** Runs in the page. */
function askWorker(search) {
  const worker = globalThis.clusterWorker;
  globalThis.lastAsked = (globalThis.lastAsked ?? 1e9) + 1;
  const watch = globalThis.lastAsked;
  const rows = { kind: 'tasks', search, sort: 'id', isDescending: false, from: 0, count: 60 };
  return new Promise((resolve) => {
    const startMs = performance.now();
    const hear = ({ data }) => {
      if (data.kind !== 'answer' || data.watch !== watch) return;
      worker.removeEventListener('message', hear);
      worker.postMessage({ kind: 'close', watch });
      resolve({ ms: performance.now() - startMs, matched: data.answer.matched });
    };
    worker.addEventListener('message', hear);
    worker.postMessage({ kind: 'watch', watch, question: { about: 'rows', query: rows } });
  });
}

/** Sums the heaps of page and worker, as they are, with what is not yet collected. */
async function watchHeaps(context, page) {
  const session = await context.newCDPSession(page);
  const workers = new Set();
  const waiting = new Map();
  let last = 0;
  session.on('Target.attachedToTarget', ({ sessionId }) => workers.add(sessionId));
  session.on('Target.detachedFromTarget', ({ sessionId }) => workers.delete(sessionId));
  session.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { id, result } = JSON.parse(message);
    waiting.get(id)?.(result);
  });
  const autoAttach = { autoAttach: true, waitForDebuggerOnStart: false, flatten: false };
  await session.send('Target.setAutoAttach', autoAttach);
  const ofWorker = async (sessionId) => {
    const id = ++last;
    const answer = new Promise((resolve) => void waiting.set(id, resolve));
    const message = JSON.stringify({ id, method: 'Runtime.getHeapUsage' });
    await session.send('Target.sendMessageToTarget', { sessionId, message });
    return (await answer).usedSize;
  };
  return async () => {
    let sum = (await session.send('Runtime.getHeapUsage')).usedSize;
    for (const worker of workers) sum += await ofWorker(worker);
    return sum;
  };
}
