/**
 * The terminals that are open in this page. They belong to no part of it: whoever goes to another page
 * finds them as they were. There are only so many.
 */
import { FitAddon } from '@xterm/addon-fit';
import { Terminal as XTerm } from '@xterm/xterm';
import { useSyncExternalStore } from 'react';
import { type Heard, type Stage, TerminalLink, type Wire } from './terminal-link.ts';

export const mostSessions = 8;
const scrollbackLines = 10_000;

export interface TaskPlace {
  readonly framework: string;
  readonly id: string;
}

export interface Session {
  readonly key: number;
  readonly task: TaskPlace;
  readonly command: string;
  readonly stage: Stage;
  readonly screen: Screen;
}

interface Sessions {
  readonly all: readonly Session[];
  readonly chosen: number;
}

let sessions: Sessions = { all: [], chosen: 0 };
let lastKey = 0;
const listeners = new Set<() => void>();

function change(changed: Sessions): void {
  sessions = changed;
  for (const listener of listeners) listener();
}

export function useSessions(): Sessions {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => sessions,
  );
}

/** False: there are too many. */
export function openSession(task: TaskPlace, command: string): boolean {
  if (sessions.all.length >= mostSessions) return false;
  const key = ++lastKey;
  const screen = new Screen(task, command, (stage) => {
    const all = sessions.all.map((each) => (each.key === key ? { ...each, stage } : each));
    change({ ...sessions, all });
  });
  const made: Session = { key, task, command, stage: { kind: 'connecting' }, screen };
  change({ all: [...sessions.all, made], chosen: key });
  return true;
}

export function chooseSession(key: number): void {
  change({ ...sessions, chosen: key });
}

export function closeSession(key: number): void {
  sessions.all.find((each) => each.key === key)?.screen.dispose();
  const all = sessions.all.filter((each) => each.key !== key);
  const chosen = sessions.chosen === key ? (all.at(-1)?.key ?? 0) : sessions.chosen;
  change({ all, chosen });
}

/** What is shown and typed. Its element is hung up where there is room for it. */
export class Screen {
  readonly element = document.createElement('div');
  readonly #xterm: XTerm;
  readonly #fit = new FitAddon();
  readonly #link: TerminalLink;
  readonly #watchSize = new ResizeObserver(() => this.#refit());
  readonly #watchTheme = new MutationObserver(() => this.#paint());
  #isOpen = false;

  constructor(task: TaskPlace, command: string, onStage: (stage: Stage) => void) {
    this.element.className = 'terminal-screen';
    const style = getComputedStyle(document.documentElement);
    this.#xterm = new XTerm({
      fontFamily: style.getPropertyValue('--mono'),
      fontSize: 13,
      scrollback: scrollbackLines,
      screenReaderMode: true,
    });
    this.#xterm.loadAddon(this.#fit);
    this.#paint();
    this.#link = new TerminalLink({
      open: (heard) => openSocket(addressOf(task, this.#xterm, command), heard),
      show: (bytes) => this.#xterm.write(bytes),
      onStage: (stage) => {
        if (stage.kind === 'ended') this.#xterm.write('\r\n');
        if (stage.kind === 'live') this.#link.resize(this.#xterm.cols, this.#xterm.rows);
        onStage(stage);
      },
      setTimer: (call, everyMs) => {
        const timer = setInterval(call, everyMs);
        return () => clearInterval(timer);
      },
    });
    this.#xterm.onData((typed) => this.#link.type(typed));
    this.#xterm.onResize(({ cols, rows }) => this.#link.resize(cols, rows));
    this.#watchTheme.observe(document.documentElement, { attributeFilter: ['class'] });
  }

  /** Into a place of the page; `leave` is asked for the key that leads out of it. */
  hang(place: Element, leave: () => void): void {
    place.append(this.element);
    if (!this.#isOpen) {
      this.#isOpen = true;
      this.#xterm.open(this.element);
      this.#fit.fit();
      this.#watchSize.observe(this.element);
      typeWithoutKeys(this.#xterm, (typed) => this.#link.type(typed));
      this.#link.connect();
    }
    this.#xterm.attachCustomKeyEventHandler((event) => {
      if (event.key !== 'F6') return true;
      event.preventDefault();
      if (event.type === 'keydown') leave();
      return false;
    });
    this.#refit();
    this.#xterm.focus();
  }

  reconnect(): void {
    this.#link.connect();
    this.#xterm.focus();
  }

  dispose(): void {
    this.#link.close();
    this.#watchSize.disconnect();
    this.#watchTheme.disconnect();
    this.#xterm.dispose();
    this.element.remove();
  }

  #refit(): void {
    // A place that is not shown has no size.
    if (this.element.clientHeight > 0) this.#fit.fit();
  }

  #paint(): void {
    const style = getComputedStyle(document.documentElement);
    const colour = (name: string): string => style.getPropertyValue(name).trim();
    const isDark = document.documentElement.classList.contains('pf-v6-theme-dark');
    const hues = {
      red: colour('--bad-text'),
      green: colour('--ok-text'),
      yellow: colour('--attention-text'),
      blue: colour('--progress-text'),
      magenta: colour('--ending-text'),
      cyan: isDark ? '#3fb8c4' : '#0a7480',
      white: colour('--neutral-text'),
      black: colour('--neutral-text'),
    };
    const bright = Object.entries(hues).map(([name, value]) => [
      `bright${name[0]!.toUpperCase()}${name.slice(1)}`,
      value,
    ]);
    this.#xterm.options.minimumContrastRatio = 4.5;
    this.#xterm.options.theme = {
      background: colour('--bg'),
      foreground: colour('--text'),
      cursor: colour('--link'),
      selectionBackground: colour('--load-3'),
      ...hues,
      ...Object.fromEntries(bright),
    };
  }
}

/** Letters that come by no key, as from a palette of them: xterm leaves those out for screen readers' sake. */
function typeWithoutKeys({ textarea }: XTerm, type: (text: string) => void): void {
  let isKeyDown = false;
  textarea?.addEventListener('keydown', () => (isKeyDown = true), true);
  textarea?.addEventListener('keyup', () => (isKeyDown = false), true);
  textarea?.addEventListener('input', (event) => {
    const { data, inputType, isComposing, composed } = event as InputEvent;
    if (inputType !== 'insertText' || data === null || isComposing) return;
    if (!composed || !isKeyDown) type(data);
  });
}

function openSocket(address: string, { onData, onClosed }: Heard): Wire {
  const socket = new WebSocket(address);
  socket.binaryType = 'arraybuffer';
  socket.addEventListener('message', ({ data }: MessageEvent<string | ArrayBuffer>) =>
    onData(data),
  );
  socket.addEventListener('close', onClosed);
  return {
    send: (data) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(data);
    },
    close: () => socket.close(),
  };
}

function addressOf({ framework, id }: TaskPlace, { cols, rows }: XTerm, command: string): string {
  const query = new URLSearchParams({ columns: String(cols), rows: String(rows) });
  if (command !== '') query.set('command', command);
  const { protocol, host } = window.location;
  const task = `${encodeURIComponent(framework)}/${encodeURIComponent(id)}`;
  return `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/master/terminal/${task}?${query.toString()}`;
}
