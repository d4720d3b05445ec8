/** A real Chromium for tests of the web pages: what a page says on its console counts as a fault. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, chromium, type Page } from 'playwright-core';

const program = '/usr/bin/chromium';
const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

/** Why there can be no browser on this machine; undefined: there can. */
export function whyNoBrowser(): string | undefined {
  return existsSync(program) ? undefined : 'Chromium is not installed (apt install chromium)';
}

export interface Finding {
  readonly id: string;
  readonly impact: string;
  readonly where: readonly string[];
}

/** A machine with other work may be slow to show what is there. */
const longestWaitMs = 60_000;

export class WebBrowser {
  readonly #browser: Browser;
  /** Errors on consoles, and what pages threw. */
  readonly faults: string[] = [];

  private constructor(browser: Browser) {
    this.#browser = browser;
  }

  static async start(): Promise<WebBrowser> {
    return new WebBrowser(
      await chromium.launch({ executablePath: program, args: ['--no-sandbox'] }),
    );
  }

  async open(address: string, scheme: 'light' | 'dark' = 'light'): Promise<Page> {
    const context = await this.#browser.newContext({
      viewport: { width: 1280, height: 720 },
      colorScheme: scheme,
      locale: 'en',
    });
    const page = await context.newPage();
    page.setDefaultTimeout(longestWaitMs);
    page.on('pageerror', (error) => void this.faults.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.faults.push(message.text());
    });
    await page.goto(address);
    return page;
  }

  /** Since the last time. That a server which was ended does not answer, browsers tell by themselves. */
  takeFaults(): readonly string[] {
    return this.faults.splice(0).filter((fault) => !/Failed to load resource|ERR_/.test(fault));
  }

  stop(): Promise<void> {
    return this.#browser.close();
  }
}

/** What axe finds serious on what is shown. */
export async function seriousFindings(page: Page): Promise<readonly Finding[]> {
  // From outside, as no script of the page, whose policy forbids that.
  await page.evaluate(axeSource);
  const violations = await page.evaluate<readonly Finding[]>(
    'axe.run().then(({ violations }) => violations.map(({ id, impact, nodes }) => ' +
      '({ id, impact, where: nodes.flatMap(({ target }) => target) })))',
  );
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
}
