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
import type { Connection } from '../live/messages.ts';
import { durationText } from '../parts/format.ts';
import { useNow } from '../parts/time.tsx';
import type { TextKey } from '../texts/en.ts';
import { type Language, languages, setLanguage, useLanguage, useSay } from '../texts/texts.ts';
import { go, usePlace } from '../base/router.ts';
import { setTheme, type Theme, useTheme } from './theme.ts';

export interface Section {
  readonly path: string;
  readonly title: TextKey;
  /** After g. */
  readonly key: string;
  readonly badge?: number | undefined;
}

export interface FrameProps {
  /** Of the cluster; shown beside the sign. */
  readonly name: string;
  readonly sections: readonly Section[];
  readonly connection: Connection;
  /** There is something to show. */
  readonly isWhole: boolean;
  readonly retry: () => void;
  readonly palette: (close: () => void) => ReactNode;
  /** At the right of the top. */
  readonly more?: ReactNode;
  readonly children: ReactNode;
}

export function Frame(props: FrameProps) {
  const say = useSay();
  const { name, sections, connection } = props;
  const { path } = usePlace();
  const [isPaletteOpen, setPaletteOpen] = useState(false);
  const [isMenuOpen, setMenuOpen] = useState(window.innerWidth >= 1200);
  useKeys(sections, () => setPaletteOpen(true));
  const section = sections.find((each) => each.path !== '/' && path.startsWith(each.path));
  useEffect(() => {
    document.title = section === undefined ? name : `${say(section.title)} · ${name}`;
  }, [name, section, say]);
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
            <img src="./assets/icon.svg" alt="" width="24" height="24" />
            <span>{name}</span>
          </a>
        </MastheadBrand>
      </MastheadMain>
      <MastheadContent>
        <div className="top">
          <button type="button" className="palette-opener" onClick={() => setPaletteOpen(true)}>
            {say('palette')}
          </button>
          <Light connection={connection} />
          {props.more}
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
            {sections.map(({ path: at, title, badge }) => (
              <NavItem
                key={at}
                to={`#${at}`}
                isActive={at === '/' ? path === '/' : path === at || path.startsWith(`${at}/`)}
              >
                {say(title)}
                {badge !== undefined && badge > 0 && <span className="badge">{badge}</span>}
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
        <Lost connection={connection} isWhole={props.isWhole} retry={props.retry} />
        <div className="content">{props.children}</div>
      </Page>
      {isPaletteOpen && props.palette(() => setPaletteOpen(false))}
    </>
  );
}

function focusContent(event: { preventDefault(): void }): void {
  event.preventDefault();
  document.querySelector<HTMLElement>('#content')?.focus();
}

/** g and a letter goes somewhere; ctrl k opens the palette; / goes into the search box. */
function useKeys(sections: readonly Section[], openPalette: () => void): void {
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
        const section = sections.find(({ key }) => key === event.key);
        if (section !== undefined) go(section.path);
      } else if (event.key === 'g') isGoing = true;
      else if (event.key === '/') {
        event.preventDefault();
        document.querySelector<HTMLInputElement>('input[type=search]')?.focus();
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [sections, openPalette]);
}

function Light({ connection }: Pick<FrameProps, 'connection'>) {
  const say = useSay();
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
function Lost({
  connection,
  isWhole,
  retry,
}: Pick<FrameProps, 'connection' | 'isWhole' | 'retry'>) {
  const say = useSay();
  const now = useNow();
  const language = useLanguage();
  if (connection.kind !== 'lost') return null;
  const ago = say('ago', { time: durationText(now - connection.sinceMs, language) });
  return (
    <div className="lost" role="alert">
      {isWhole
        ? `${say('lost', { ago })} (${connection.why})`
        : say('offline', { why: connection.why })}{' '}
      <button type="button" className="link" onClick={retry}>
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
