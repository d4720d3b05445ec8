/** The frame around all pages: where one is, where one can go, and how fresh what is shown is. */
import { type ReactNode, useEffect, useState } from 'react';
import {
  Masthead,
  MastheadContent,
  MastheadMain,
  MastheadBrand,
  MastheadToggle,
} from '@patternfly/react-core/dist/dynamic/components/Masthead';
import { Nav, NavItem, NavList } from '@patternfly/react-core/dist/dynamic/components/Nav';
import {
  Page,
  PageSidebar,
  PageSidebarBody,
  PageToggleButton,
} from '@patternfly/react-core/dist/dynamic/components/Page';
import { retryNow, useAnswer, useConnection } from '../live/client.ts';
import { durationText } from '../parts/format.ts';
import { useNow } from '../parts/time.tsx';
import type { TextKey } from '../texts/en.ts';
import { type Language, languages, setLanguage, useLanguage, useSay } from '../texts/texts.ts';
import { go, usePlace } from './router.ts';
import { setTheme, type Theme, useTheme } from './theme.ts';
import { Palette } from './palette.tsx';

export const sections: readonly (readonly [path: string, title: TextKey, key: string])[] = [
  ['/', 'home', 'h'],
  ['/tasks', 'tasks', 't'],
  ['/frameworks', 'frameworks', 'f'],
  ['/agents', 'agents', 'a'],
  ['/roles', 'roles', 'r'],
  ['/offers', 'offers', 'o'],
  ['/maintenance', 'maintenance', 'm'],
  ['/metrics', 'flags', 'x'],
];

export function Frame({ children }: { readonly children: ReactNode }) {
  const say = useSay();
  const { path } = usePlace();
  const summary = useAnswer({ about: 'summary' });
  const cluster = summary?.hello?.cluster ?? '';
  const [isPaletteOpen, setPaletteOpen] = useState(false);
  const [isMenuOpen, setMenuOpen] = useState(window.innerWidth >= 1200);
  useKeys(() => setPaletteOpen(true));
  const section = sections.find(([at]) => at !== '/' && path.startsWith(at));
  useEffect(() => {
    const name = cluster === '' ? 'Mesos' : cluster;
    document.title = section === undefined ? name : `${say(section[1])} · ${name}`;
  }, [cluster, section, say]);
  const masthead = (
    <Masthead>
      <MastheadMain>
        <MastheadToggle>
          <PageToggleButton
            aria-label={say('menu')}
            isSidebarOpen={isMenuOpen}
            isHamburgerButton
            onSidebarToggle={() => setMenuOpen(!isMenuOpen)}
          />
        </MastheadToggle>
        <MastheadBrand>
          <a className="brand" href="#/">
            <img src="/assets/icon.svg" alt="" width="24" height="24" />
            <span>{cluster === '' ? 'Mesos' : cluster}</span>
          </a>
        </MastheadBrand>
      </MastheadMain>
      <MastheadContent>
        <div className="top">
          <button type="button" className="palette-opener" onClick={() => setPaletteOpen(true)}>
            {say('palette')}
          </button>
          <Light />
          <Choices />
        </div>
      </MastheadContent>
    </Masthead>
  );
  const sidebar = (
    <PageSidebar isSidebarOpen={isMenuOpen}>
      <PageSidebarBody>
        <Nav aria-label={say('menu')}>
          <NavList>
            {sections.map(([at, title]) => (
              <NavItem
                key={at}
                to={`#${at}`}
                isActive={at === '/' ? path === '/' : path === at || path.startsWith(`${at}/`)}
              >
                {say(title)}
              </NavItem>
            ))}
          </NavList>
        </Nav>
      </PageSidebarBody>
    </PageSidebar>
  );
  return (
    <>
      <a className="skip" href="#content" onClick={focusContent}>
        {say('skip')}
      </a>
      <Page masthead={masthead} sidebar={sidebar} mainContainerId="content" mainTabIndex={-1}>
        <Lost />
        <div className="content">{children}</div>
      </Page>
      {isPaletteOpen && <Palette close={() => setPaletteOpen(false)} />}
    </>
  );
}

function focusContent(event: { preventDefault(): void }): void {
  event.preventDefault();
  document.querySelector<HTMLElement>('#content')?.focus();
}

/** g and a letter goes somewhere; ctrl k opens the palette; / goes into the search box. */
function useKeys(openPalette: () => void): void {
  useEffect(() => {
    let isGoing = false;
    const onKey = (event: KeyboardEvent): void => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        openPalette();
        return;
      }
      const isTyping =
        event.target instanceof Element && event.target.closest('input,textarea,select') !== null;
      if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isGoing) {
        isGoing = false;
        const section = sections.find(([, , key]) => key === event.key);
        if (section !== undefined) go(section[0]);
      } else if (event.key === 'g') isGoing = true;
      else if (event.key === '/') {
        event.preventDefault();
        document.querySelector<HTMLInputElement>('input[type=search]')?.focus();
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [openPalette]);
}

function Light() {
  const say = useSay();
  const { connection } = useConnection();
  const tone = { live: 'ok', connecting: 'progress', lost: 'bad' }[connection.kind];
  const word = connection.kind === 'live' ? say('live') : say('connecting');
  return (
    <span className={`light ${tone}`} role="status">
      <span className="dot" aria-hidden="true" />
      {word}
    </span>
  );
}

/** A thin bar: nothing that was there is taken away. */
function Lost() {
  const say = useSay();
  const now = useNow();
  const language = useLanguage();
  const { connection, isWhole } = useConnection();
  if (connection.kind !== 'lost') return null;
  const ago = say('ago', { time: durationText(now - connection.sinceMs, language) });
  return (
    <div className="lost" role="alert">
      {isWhole ? say('lost', { ago }) : say('offline', { why: connection.why })}{' '}
      <button type="button" className="link" onClick={retryNow}>
        {say('retry')}
      </button>
    </div>
  );
}

function Choices() {
  const say = useSay();
  const theme = useTheme();
  const language = useLanguage();
  return (
    <>
      <select
        aria-label={say('theme')}
        value={theme}
        onChange={(event) => setTheme(event.target.value as Theme)}
      >
        {(['system', 'light', 'dark'] as const).map((each) => (
          <option key={each} value={each}>
            {say(each)}
          </option>
        ))}
      </select>
      <select
        aria-label={say('language')}
        value={language}
        onChange={(event) => setLanguage(event.target.value as Language)}
      >
        {Object.entries(languages).map(([key, name]) => (
          <option key={key} value={key}>
            {name}
          </option>
        ))}
      </select>
    </>
  );
}
