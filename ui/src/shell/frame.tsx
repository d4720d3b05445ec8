/** The frame around all pages: where one is, where one can go, and how fresh what is shown is. */
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import {
  Masthead,
  MastheadContent,
  MastheadMain,
  MastheadBrand,
  MastheadToggle,
} from '@patternfly/react-core/dist/dynamic/components/Masthead';
import { Nav, NavItem } from '@patternfly/react-core/dist/dynamic/components/Nav';
import {
  Page,
  PageSidebar,
  PageSidebarBody,
  PageToggleButton,
} from '@patternfly/react-core/dist/dynamic/components/Page';
import type { Connection } from '../live/messages.ts';
import type { TextKey } from '../texts/en.ts';
import { useSay } from '../texts/texts.ts';
import { usePlace } from '../base/router.ts';
import { Light, LostBar, useFreshness } from './connection.tsx';
import { useFrameKeys } from './frame-keys.ts';
import { usePageScroll } from './page-scroll.ts';
import './shell.css';
import { TopChoices } from './top-choices.tsx';

const KeySheet = lazy(() => import('./key-sheet.tsx'));

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
  /** What is shown is of an earlier visit, as it was then. */
  readonly asOfMs?: number;
  readonly retry: () => void;
  readonly palette: (close: () => void, openHelp: () => void) => ReactNode;
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
  const [isHelpOpen, setHelpOpen] = useState(false);
  const freshness = useFreshness(connection, props.isWhole, props.asOfMs);
  useFrameKeys({
    sections,
    openPalette: () => setPaletteOpen(true),
    openHelp: () => setHelpOpen(true),
  });
  usePageScroll('#content');
  const section = sections.find((each) => each.path !== '/' && path.startsWith(each.path));
  useEffect(() => {
    document.title = section === undefined ? name : `${say(section.title)} · ${name}`;
  }, [name, section, say]);
  const masthead = (
    <Masthead display={{ default: 'inline' }}>
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
            <svg viewBox="0 0 16 16" aria-hidden="true">
              <circle cx="6.5" cy="6.5" r="4.5" />
              <path d="M10 10l5 5" />
            </svg>
            <span>{say('palette')}</span>
          </button>
          <Light freshness={freshness} />
          <TopChoices>{props.more}</TopChoices>
        </div>
      </MastheadContent>
    </Masthead>
  );
  const sidebar = (
    <PageSidebar isSidebarOpen={isMenuOpen}>
      <PageSidebarBody>
        <Nav aria-label={say('menu')}>
          {/* The kit's own list asks for computed styles whenever anything on the page changes. */}
          <ul className="pf-v6-c-nav__list" role="list">
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
          </ul>
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
        <LostBar freshness={freshness} retry={props.retry} />
        <div className="content">{props.children}</div>
      </Page>
      {isHelpOpen && (
        <Suspense>
          <KeySheet sections={sections} close={() => setHelpOpen(false)} />
        </Suspense>
      )}
      {isPaletteOpen && (
        <Suspense>
          {props.palette(
            () => setPaletteOpen(false),
            () => setHelpOpen(true),
          )}
        </Suspense>
      )}
    </>
  );
}

function focusContent(event: { preventDefault(): void }): void {
  event.preventDefault();
  document.querySelector<HTMLElement>('#content')?.focus();
}
