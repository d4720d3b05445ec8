/** Opens terminals in a running task: with which command is chosen here, and remembered. */
import '@xterm/xterm/css/xterm.css';
import './terminal.css';
import { useState } from 'react';
import { terminalWords } from '../../texts/areas/terminals.ts';
import { useWords } from '../../texts/texts.ts';
import { showDock } from './terminal-dock.tsx';
import { mostSessions, openSession } from './terminal-sessions.ts';

interface Props {
  readonly framework: string;
  readonly id: string;
  readonly isRunning: boolean;
}

const kept = 'altiplano.terminal.command';
const usualCommands = ['sh', 'bash', '/bin/busybox sh', 'top'];

export default function Terminal({ framework, id, isRunning }: Props) {
  const say = useWords(terminalWords);
  const [command, setCommand] = useState(localStorage.getItem(kept) ?? '');
  const [hasTooMany, setTooMany] = useState(false);
  const open = (): void => {
    localStorage.setItem(kept, command);
    setTooMany(!openSession({ framework, id }, command.trim()));
    showDock();
  };
  return (
    <div className="terminal-part">
      {!isRunning && <p className="quiet">{say('none')}</p>}
      <form
        className="terminal-form"
        onSubmit={(event) => {
          event.preventDefault();
          open();
        }}
      >
        <label>
          {say('command')}{' '}
          <input
            value={command}
            list="terminal-commands"
            onChange={(event) => setCommand(event.target.value)}
          />
        </label>
        <datalist id="terminal-commands">
          {usualCommands.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
        <button type="submit" className="primary" disabled={!isRunning}>
          {say('open')}
        </button>
      </form>
      {hasTooMany && (
        <p className="fault" role="alert">
          {say('tooMany', { count: mostSessions })}
        </p>
      )}
      <p className="muted">{say('hint')}</p>
    </div>
  );
}
