/** A file that is no lines of text: a picture, or its first bytes as numbers. */
import { useEffect, useState } from 'react';
import { FileFault, filesPath, firstBytes, type Place } from '../../live/files.ts';
import { logWords } from '../../texts/areas/logs.ts';
import { useWords } from '../../texts/texts.ts';
import { Trouble } from './file-trouble.tsx';
import { hexRows, looksBinary } from './hex.ts';
import { Downloads } from './log-bar.tsx';

const shownBytes = 512;
const pictures = /\.(png|jpe?g|gif|bmp|svg|ico)$/i;

export type Preview = 'lines' | 'bytes' | 'picture';

/** By its name, and by how it begins as far as it is known. */
export function previewOf(path: string, text: string): Preview {
  if (pictures.test(path)) return 'picture';
  return looksBinary(text) ? 'bytes' : 'lines';
}

interface Props {
  readonly agent: Place;
  readonly path: string;
  readonly kind: 'bytes' | 'picture';
  readonly showText: () => void;
}

export function FilePreview({ agent, path, kind, showText }: Props) {
  const say = useWords(logWords);
  return (
    <div className="log">
      <div className="log-bar">
        <button type="button" className="plain" onClick={showText}>
          {say('asText')}
        </button>
        <Downloads agent={agent} path={path} />
      </div>
      {kind === 'bytes' ? <Bytes {...{ agent, path }} /> : <Picture {...{ agent, path }} />}
    </div>
  );
}

function Picture({ agent, path }: Pick<Props, 'agent' | 'path'>) {
  const say = useWords(logWords);
  const [isBroken, setBroken] = useState(false);
  if (isBroken) return <Bytes agent={agent} path={path} />;
  return (
    <img
      className="file-picture"
      src={filesPath(agent, 'download', { path })}
      alt={say('picture', { name: path.split('/').at(-1)! })}
      onError={() => setBroken(true)}
    />
  );
}

function Bytes({ agent, path }: Pick<Props, 'agent' | 'path'>) {
  const say = useWords(logWords);
  const [bytes, setBytes] = useState<Uint8Array | FileFault | undefined>(undefined);
  useEffect(() => {
    const stop = new AbortController();
    firstBytes(agent, path, shownBytes, stop.signal).then(setBytes, (error: unknown) => {
      if (stop.signal.aborted) return;
      const why = error instanceof Error ? error.message : String(error);
      setBytes(error instanceof FileFault ? error : new FileFault('away', why));
    });
    return () => stop.abort();
  }, [agent, path]);
  if (bytes === undefined) return null;
  if (bytes instanceof FileFault) return <Trouble trouble={bytes.trouble} why={bytes.message} />;
  return (
    <>
      <p>{say('binary', { count: bytes.length })}</p>
      <pre className="file-bytes" tabIndex={0}>
        {hexRows(bytes).join('\n')}
      </pre>
    </>
  );
}
