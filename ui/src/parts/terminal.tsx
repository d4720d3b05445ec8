/**
 * A terminal in a running task. The command can be chosen; when it has ended, or there is no shell,
 * that is said beside what was shown, which stays.
 */
import { FitAddon } from '@xterm/addon-fit';
import { Terminal as XTerm } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';
import { useEffect, useRef, useState } from 'react';
import { useSay } from '../texts/texts.ts';

type Stage =
  | { readonly kind: 'closed' }
  | { readonly kind: 'connecting' }
  | { readonly kind: 'live' }
  | { readonly kind: 'ended'; readonly why: string };

interface Props {
  readonly framework: string;
  readonly id: string;
  readonly isRunning: boolean;
}

export default function Terminal({ framework, id, isRunning }: Props) {
  const say = useSay();
  const [command, setCommand] = useState('');
  const [stage, setStage] = useState<Stage>({ kind: 'closed' });
  const place = useRef<HTMLDivElement>(null);
  const session = useRef<{ terminal: XTerm; fit: FitAddon; socket?: WebSocket } | undefined>(
    undefined,
  );
  useEffect(() => {
    const at = place.current!;
    const terminal = new XTerm({
      fontFamily: getComputedStyle(at).getPropertyValue('--mono'),
      fontSize: 13,
      scrollback: 10_000,
      theme: themeOf(at),
      screenReaderMode: true,
    });
    const fit = new FitAddon();
    terminal.loadAddon(fit);
    terminal.open(at);
    fit.fit();
    session.current = { terminal, fit };
    const watch = new ResizeObserver(() => fit.fit());
    watch.observe(at);
    terminal.onResize(({ cols, rows }) => {
      const { socket } = session.current ?? {};
      if (socket?.readyState === WebSocket.OPEN) {
        socket.send(JSON.stringify({ columns: cols, rows }));
      }
    });
    const encoder = new TextEncoder();
    terminal.onData((typed) => {
      const { socket } = session.current ?? {};
      if (socket?.readyState === WebSocket.OPEN) socket.send(encoder.encode(typed));
    });
    return () => {
      watch.disconnect();
      session.current?.socket?.close();
      terminal.dispose();
    };
  }, []);
  const open = (): void => {
    const { terminal, fit } = session.current!;
    session.current!.socket?.close();
    fit.fit();
    setStage({ kind: 'connecting' });
    const address = addressOf({ framework, id }, terminal, command);
    const socket = new WebSocket(address);
    socket.binaryType = 'arraybuffer';
    session.current!.socket = socket;
    let why = '';
    socket.addEventListener('message', ({ data }: MessageEvent<string | ArrayBuffer>) => {
      if (typeof data === 'string') why = (JSON.parse(data) as { ended: string }).ended;
      else {
        setStage({ kind: 'live' });
        terminal.write(new Uint8Array(data));
      }
    });
    socket.addEventListener('open', () => terminal.focus());
    socket.addEventListener('close', () => {
      if (session.current?.socket === socket) setStage({ kind: 'ended', why });
    });
  };
  return (
    <div className="terminal-part">
      {!isRunning && <p className="quiet">{say('terminalNone')}</p>}
      <form
        className="log-bar"
        onSubmit={(event) => {
          event.preventDefault();
          open();
        }}
      >
        <label>
          {say('terminalCommand')}{' '}
          <input value={command} onChange={(event) => setCommand(event.target.value)} />
        </label>
        <button type="submit" className="primary" disabled={!isRunning}>
          {say('terminalOpen')}
        </button>
        <span role="status">
          {stage.kind === 'connecting' && say('terminalConnecting')}
          {stage.kind === 'live' && say('terminalLive')}
          {stage.kind === 'ended' && say('terminalEnded', { why: stage.why })}
        </span>
      </form>
      <div ref={place} className="terminal" role="group" aria-label={say('terminal')} />
    </div>
  );
}

function addressOf(
  { framework, id }: Pick<Props, 'framework' | 'id'>,
  { cols, rows }: XTerm,
  command: string,
): string {
  const query = new URLSearchParams({ columns: String(cols), rows: String(rows) });
  if (command !== '') query.set('command', command);
  const { protocol, host } = window.location;
  const task = `${encodeURIComponent(framework)}/${encodeURIComponent(id)}`;
  return `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/master/terminal/${task}?${query.toString()}`;
}

function themeOf(at: Element): Record<string, string> {
  const style = getComputedStyle(at);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  return {
    background: colour('--bg'),
    foreground: colour('--text'),
    cursor: colour('--link'),
    selectionBackground: colour('--load-3'),
    red: colour('--bad-text'),
    green: colour('--ok-text'),
    yellow: colour('--attention-text'),
    blue: colour('--progress-text'),
    magenta: colour('--ending-text'),
  };
}
