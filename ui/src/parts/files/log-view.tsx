/**
 * A file as it grows: follows its end, pauses when the reader scrolls up or says so, and goes on at the
 * end. What is paused stays as it is, also when the file is rotated or its task starts again. Finds in
 * lines, or shows only those that match, and gives a link to each. What is no text is shown otherwise.
 */
import './log.css';
import { useMemo, useRef, useState } from 'react';
import type { Place } from '../../live/files.ts';
import type { LineRing, LogLine } from '../../live/line-ring.ts';
import type { TailState } from '../../live/tail.ts';
import { addressOf } from '../../base/router.ts';
import { logWords } from '../../texts/areas/logs.ts';
import { useWords } from '../../texts/texts.ts';
import { FilePreview, previewOf } from './file-preview.tsx';
import { Trouble } from './file-trouble.tsx';
import { bytesText } from '../format.ts';
import { Downloads, GoTo, StateOfLog } from './log-bar.tsx';
import { Find } from './log-find.tsx';
import { LogLines, type Rows, someRows } from './log-lines.tsx';
import { marksOf, Matches, type Needle, needleOf } from './log-search.ts';
import { LogVolume } from './log-volume.tsx';
import { copyText, type Followed, useKept, useTail } from './use-tail.ts';

export interface LogViewProps {
  readonly agent: Place;
  readonly path: string;
  /** The byte to go to; the end when absent. */
  readonly at?: number | undefined;
  /** What is looked for at first. */
  readonly find?: string | undefined;
  readonly onFind?: (text: string) => void;
  /** Among other things, with little room: without bars over time. */
  readonly isSmall?: boolean;
}

export function LogView(props: LogViewProps) {
  // Nothing that was chosen for a file is meant for another one.
  return <OneLog key={`${props.agent ?? ''} ${props.path} ${props.at ?? ''}`} {...props} />;
}

function OneLog(props: LogViewProps) {
  const { agent, path, at } = props;
  const say = useWords(logWords);
  const followed = useTail(agent, path, at);
  const { ring, tail, state } = followed;
  const pausing = usePausing(followed, at);
  const finding = useFinding(props, ring, state);
  const [wraps, setWraps] = useKept('wrap', false);
  const [isText, setText] = useState(false);
  const [chosen, setChosen] = useState<number | undefined>(undefined);
  const [isCopied, setCopied] = useState(false);
  const sent = useSentTo(at, state, ring);
  const preview = useMemo(
    () => previewOf(path, ring.lineAt(ring.first)?.text ?? ''),
    [path, ring, state?.isLoaded],
  );
  if (!isText && (preview === 'picture' || preview === 'bytes')) {
    return <FilePreview {...{ agent, path }} kind={preview} showText={() => setText(true)} />;
  }
  const goTo = (number: number): void => {
    pausing.away();
    setChosen(number);
  };
  const link = (line: LogLine): void => {
    copyText(linkTo(agent, path, line.at, finding.text));
    setChosen(ring.numberOf(line.at));
    setCopied(true);
    setTimeout(() => setCopied(false), copiedMs);
  };
  const step = (by: 1 | -1): void => {
    const number = finding.step(by);
    if (number !== undefined) goTo(number);
  };
  const shown = chosen ?? sent;
  const firstShown = ring.lineAt(shown ?? ring.first);
  return (
    <div className="log">
      <div className="log-bar">
        <StateOfLog {...pausing} state={state} />
        <Find
          {...{ ...finding, step }}
          total={ring.end - ring.first}
          at={finding.numbers.indexOf(shown ?? -1)}
        />
        <label>
          <input
            type="checkbox"
            checked={wraps}
            onChange={(event) => setWraps(event.target.checked)}
          />{' '}
          {say('wrap')}
        </label>
        <GoTo {...{ agent, path }} />
        <button
          type="button"
          className="plain"
          disabled={firstShown === undefined}
          onClick={() => firstShown !== undefined && link(firstShown)}
        >
          {say(isCopied ? 'linkCopied' : 'linkHere')}
        </button>
        <Downloads {...{ agent, path }} />
        <span className="muted">{say('size', { size: bytesText(state?.size ?? 0) })}</span>
      </div>
      {state?.trouble !== undefined && <Trouble trouble={state.trouble} why={state.why} />}
      {(state?.from ?? 0) > 0 && (
        <button
          type="button"
          className="link"
          disabled={ring.isFull}
          onClick={() => void tail?.earlier()}
        >
          ↑ {ring.isFull ? say('full') : say('earlier')}
        </button>
      )}
      {props.isSmall !== true && <LogVolume ring={ring} state={state} go={goTo} />}
      <LogLines
        label={path}
        rows={finding.rows}
        version={state}
        isFollowing={pausing.isFollowing}
        wraps={wraps}
        needle={finding.needle}
        chosen={shown}
        marks={finding.marks}
        labelOf={(number, line) => labelOf(ring, state, number, line)}
        onLine={link}
        onAway={pausing.away}
        onEnd={() => (state?.isBefore === true ? void tail?.later() : pausing.atEnd())}
        onBeginning={() => void tail?.earlier()}
      />
      {state?.isBefore === true && (
        <button type="button" className="link" onClick={() => void tail?.later()}>
          ↓ {say('later')}
        </button>
      )}
      {state?.isLoaded === true && ring.end === ring.first && (
        <p className="quiet">{say('empty')}</p>
      )}
    </div>
  );
}

const copiedMs = 1_500;

function linkTo(agent: Place, path: string, at: number, find: string): string {
  const { origin, pathname } = window.location;
  const query = {
    ...(agent === undefined ? {} : { agent }),
    ...{ path, at: String(at) },
    ...(find === '' ? {} : { q: find }),
  };
  return origin + pathname + addressOf('/log', query);
}

/** The number of the line where that is known, and otherwise the place of its first byte. */
function labelOf(
  ring: LineRing,
  state: TailState | undefined,
  number: number,
  { at }: LogLine,
): string {
  const isKnown = state?.from === 0 && ring.lineAt(ring.first)?.at === 0;
  return isKnown ? String(number - ring.first + 1) : `@${at}`;
}

/** The line that a link leads to, as soon as it is there; it stays the same one. */
function useSentTo(
  at: number | undefined,
  state: TailState | undefined,
  ring: LineRing,
): number | undefined {
  const found = useRef<number | undefined>(undefined);
  if (at !== undefined && found.current === undefined && state?.isLoaded === true) {
    found.current = ring.numberOf(at);
  }
  return found.current;
}

export interface Pausing {
  readonly isFollowing: boolean;
  readonly newLines: number;
  readonly away: () => void;
  readonly atEnd: () => void;
  readonly toggle: () => void;
}

/** Two reasons to pause: the reader scrolled up, which ends at the end, or said so, which does not. */
function usePausing({ ring, tail, state }: Followed, at: number | undefined): Pausing {
  const [follows, setFollows] = useKept('follow', true);
  const [isAway, setAway] = useState(at !== undefined);
  const isFollowing = follows && !isAway && state?.isBefore !== true;
  const seen = useRef<number | undefined>(undefined);
  if (state?.isLoaded === true) {
    if (isFollowing || seen.current === undefined) seen.current = ring.end;
    // What was forgotten meanwhile is not new to anybody.
    seen.current = Math.max(seen.current, ring.first);
  }
  return {
    isFollowing,
    newLines: ring.end - (seen.current ?? ring.end),
    away: () => setAway(true),
    atEnd: () => setAway(false),
    toggle: () => {
      setFollows(!isFollowing);
      setAway(false);
      if (!isFollowing) void tail?.toEnd();
    },
  };
}

interface Finding {
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly fault: string;
  readonly needle: Needle | undefined;
  readonly isOnly: boolean;
  readonly setOnly: (isOnly: boolean) => void;
  readonly found: number;
  readonly numbers: readonly number[];
  readonly rows: Rows;
  readonly marks: readonly number[];
  /** The line to go to. */
  readonly step: (by: 1 | -1) => number | undefined;
}

function useFinding(
  { find = '', onFind }: LogViewProps,
  ring: LineRing,
  state: TailState | undefined,
): Finding {
  const [text, setText] = useState(find);
  const [isOnly, setOnly] = useState(false);
  const made = useMemo(() => needleOf(text), [text]);
  const needle = typeof made === 'string' ? undefined : made;
  const matches = useMemo(
    () => (needle === undefined ? undefined : new Matches(needle)),
    [needle, ring],
  );
  const at = useRef(-1);
  return useMemo(() => {
    matches?.update(ring);
    const numbers = matches?.numbers ?? [];
    const lineAt = (number: number): LogLine | undefined => ring.lineAt(number);
    const all: Rows = {
      count: ring.end - ring.first,
      numberAt: (index) => ring.first + index,
      indexOf: (number) => Math.min(Math.max(0, number - ring.first), ring.end - ring.first),
      lineAt,
    };
    return {
      ...{ text, needle, isOnly, setOnly, numbers },
      setText: (changed: string) => {
        at.current = -1;
        setText(changed);
        onFind?.(changed);
      },
      fault: typeof made === 'string' ? made : '',
      found: numbers.length,
      rows: isOnly && needle !== undefined ? someRows([...numbers], lineAt) : all,
      marks: isOnly ? [] : marksOf(numbers, ring.first, ring.end),
      step: (by: 1 | -1) => {
        const { length } = numbers;
        // The first time one looks from the end, where what is new stands.
        const from = at.current < 0 ? (by > 0 ? -1 : length) : numbers.indexOf(at.current);
        const number = length === 0 ? undefined : numbers[(from + by + length) % length];
        at.current = number ?? -1;
        return number;
      },
    };
    // `state` stands for what is in the ring.
  }, [text, made, needle, matches, isOnly, ring, state, onFind]);
}
