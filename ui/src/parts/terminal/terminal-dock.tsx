/**
 * The terminals of this page, at its bottom: a button for each, what it is doing, and the one that is
 * chosen. Has a root of its own, so that going to another page does not touch it.
 */
import { useEffect, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { useAnswer } from '../../live/client.ts';
import { listOf } from '../../live/model.ts';
import { terminalWords } from '../../texts/areas/terminals.ts';
import { useWords } from '../../texts/texts.ts';
import { taskAddress } from '../table/cells.tsx';
import type { Stage } from './terminal-link.ts';
import { mostUnanswered, pingMs } from './terminal-link.ts';
import {
  chooseSession,
  closeSession,
  openSession,
  type Session,
  useSessions,
} from './terminal-sessions.ts';

const id = 'terminal-dock';

/** Once for a page, with the first terminal. */
export function showDock(): void {
  if (document.querySelector(`#${id}`) !== null) return;
  const place = document.createElement('div');
  place.id = id;
  document.body.append(place);
  createRoot(place).render(<Dock />);
}

type Height = 'collapsed' | 'usual' | 'tall';

function Dock() {
  const say = useWords(terminalWords);
  const { all, chosen } = useSessions();
  const [height, setHeight] = useState<Height>('usual');
  useEffect(() => setHeight((now) => (now === 'collapsed' ? 'usual' : now)), [chosen]);
  const shown = all.length === 0 ? undefined : height;
  useEffect(() => {
    // The page above it becomes so much lower.
    if (shown === undefined) delete document.documentElement.dataset['dock'];
    else document.documentElement.dataset['dock'] = shown;
  }, [shown]);
  const session = all.find(({ key }) => key === chosen);
  if (session === undefined) return null;
  return (
    <section className={`dock ${height}`} aria-label={say('dock')}>
      <div className="dock-bar">
        {all.map((each) => (
          <Tab key={each.key} session={each} isChosen={each.key === chosen} />
        ))}
        <span className="dock-room" />
        {height !== 'collapsed' && (
          <button
            type="button"
            className="plain"
            onClick={() => setHeight(height === 'tall' ? 'usual' : 'tall')}
          >
            {say(height === 'tall' ? 'smaller' : 'taller')}
          </button>
        )}
        <button
          type="button"
          className="plain dock-collapse"
          aria-expanded={height !== 'collapsed'}
          onClick={() => setHeight(height === 'collapsed' ? 'usual' : 'collapsed')}
        >
          {say(height === 'collapsed' ? 'expand' : 'collapse')}
        </button>
      </div>
      <StageOf session={session} />
      {session.stage.kind === 'ended' && session.stage.isBlank ? (
        <p className="dock-nothing quiet">{say('nothingShown')}</p>
      ) : (
        <Hung session={session} />
      )}
    </section>
  );
}

function Tab({ session, isChosen }: { readonly session: Session; readonly isChosen: boolean }) {
  const say = useWords(terminalWords);
  const { key, task, stage } = session;
  return (
    <span className={`dock-tab ${isChosen ? 'chosen' : ''}`}>
      <button
        type="button"
        className="link"
        aria-pressed={isChosen}
        title={task.id}
        onClick={() => chooseSession(key)}
      >
        <span aria-hidden="true">{glyphs[stage.kind]}</span> {task.id}
      </button>
      <button
        type="button"
        className="link"
        aria-label={say('close', { name: task.id })}
        onClick={() => closeSession(key)}
      >
        ×
      </button>
    </span>
  );
}

const glyphs: Readonly<Record<Stage['kind'], string>> = { connecting: '◌', live: '●', ended: '■' };
const tones = { connecting: 'progress', live: 'ok', ended: 'neutral' } as const;
/** Those with a path need no `sh` to be started. */
const otherShells = ['sh', 'bash', '/bin/bash', '/bin/busybox sh', '/busybox/sh'];

function StageOf({ session }: { readonly session: Session }) {
  const say = useWords(terminalWords);
  const { stage, task, command, screen, key } = session;
  const row = useAnswer({ about: 'task', framework: task.framework, id: task.id });
  const isOver = row !== undefined && listOf(row.state) === 'completed';
  const tryOther = (other: string): void => {
    closeSession(key);
    openSession(task, other);
  };
  return (
    <p className="dock-stage">
      <span role="status" className={tones[stage.kind]}>
        <span aria-hidden="true">{glyphs[stage.kind]}</span>{' '}
        {stage.kind !== 'ended'
          ? say(stage.kind)
          : say('ended', { why: isOver ? say('taskEnded') : whyEnded(stage, say) })}
      </span>
      {stage.kind === 'ended' && !isOver && (
        <>
          {stage.cause === 'noShell' &&
            otherShells
              .filter((each) => each !== command && (command !== '' || each.startsWith('/')))
              .map((each) => (
                <button key={each} type="button" className="plain" onClick={() => tryOther(each)}>
                  {each}
                </button>
              ))}
          <button type="button" className="plain" onClick={() => screen.reconnect()}>
            {say('reconnect')}
          </button>
          {!stage.isBlank && <span className="muted">{say('again')}</span>}
        </>
      )}
      <a href={taskAddress(task.framework, task.id)}>{say('goToTask')}</a>
      {command !== '' && <code className="muted">{command}</code>}
    </p>
  );
}

type Say = ReturnType<typeof useWords<keyof (typeof terminalWords)['en']>>;

function whyEnded({ cause, why }: Stage & { kind: 'ended' }, say: Say): string {
  switch (cause) {
    case 'plain':
      return say('endedPlain');
    case 'said':
      return why;
    case 'noShell':
      return say('noShell');
    case 'lost':
      return say('lost', { seconds: (pingMs / 1_000) * mostUnanswered });
    case 'broken':
      return say('broken');
  }
}

function Hung({ session: { screen, task } }: { readonly session: Session }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const at = place.current!;
    screen.hang(at, () =>
      at.closest('.dock')?.querySelector<HTMLElement>('.dock-collapse')?.focus(),
    );
    return () => screen.element.remove();
  }, [screen]);
  return <div ref={place} className="dock-terminal" role="group" aria-label={task.id} />;
}
