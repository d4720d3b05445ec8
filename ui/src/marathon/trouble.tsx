/** Bars above all pages, for what no page can help: nothing that is shown or typed is taken away. */
import { durationText } from '../parts/format.ts';
import { useNow } from '../parts/time.tsx';
import { frameWords } from '../texts/areas/marathon-frame.ts';
import { useLanguage, useSay, useWords } from '../texts/texts.ts';
import { retry, useMarathon } from './store.ts';

export function Trouble() {
  const { wantsLogin, masterLostMs } = useMarathon();
  return (
    <>
      {wantsLogin && <Login />}
      {masterLostMs > 0 && <MasterLost sinceMs={masterLostMs} />}
    </>
  );
}

function Login() {
  const word = useWords(frameWords);
  return (
    <p className="notice bad" role="alert">
      {word('login')} {/* The browser asks for name and password when Marathon does. */}
      <button type="button" className="primary" onClick={retry}>
        {word('loginAgain')}
      </button>
    </p>
  );
}

function MasterLost({ sinceMs }: { readonly sinceMs: number }) {
  const say = useSay();
  const word = useWords(frameWords);
  const language = useLanguage();
  const now = useNow();
  const ago = say('ago', { time: durationText(now - sinceMs, language) });
  return (
    <p className="notice bad" role="alert">
      {word('masterLost', { ago })}
    </p>
  );
}
