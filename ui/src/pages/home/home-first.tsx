/** An empty cluster: what to do first, as a command to copy. */
import { useState } from 'react';
import { homeWords } from '../../texts/areas/home.ts';
import { useWords } from '../../texts/texts.ts';

export default function FirstSteps({ master }: { readonly master: string }) {
  const word = useWords(homeWords);
  return (
    <section className="card home-first">
      <h2>{word('firstSteps')}</h2>
      <p>{word('firstAgent')}</p>
      <Command text={`mesos-agent --master=${master} --work_dir=/var/lib/mesos`} />
      <p>{word('firstFramework')}</p>
      <Command text={`marathon --master ${master}`} />
    </section>
  );
}

function Command({ text }: { readonly text: string }) {
  const word = useWords(homeWords);
  const [isCopied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    // Browsers have no clipboard for pages without TLS; the text can still be marked.
    if (!('clipboard' in navigator)) return;
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return (
    <p className="home-command">
      <code className="mono">{text}</code>
      {'clipboard' in navigator && (
        <button type="button" className="plain" onClick={() => void copy()}>
          {word(isCopied ? 'copied' : 'copy')}
        </button>
      )}
    </p>
  );
}
