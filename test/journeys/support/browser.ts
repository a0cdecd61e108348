import { accessSync, constants, mkdirSync } from 'node:fs';
import path from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

/** Where a Chromium may be; CHROMIUM names another. */
const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const ARTEFACTS = path.resolve(import.meta.dirname, '../../artefacts');

/** The browser on this machine, or undefined; the tests that need one then say so and are skipped. */
export const chromiumPath = [process.env.CHROMIUM, ...PLACES].find((place) => {
  try {
    accessSync(place ?? '', constants.X_OK);
    return true;
  } catch {
    return false;
  }
});

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath, args: FLAGS, headless: true });
}

/** A shopper with a phone, or at a desk: cookies and storage of their own. */
export async function newShopper(
  browser: Browser,
  base: string,
  { desk = false, dark = false, locale = 'en-US' } = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL: base,
    locale,
    reducedMotion: 'reduce',
    colorScheme: dark ? 'dark' : 'light',
    viewport: desk ? { width: 1280, height: 800 } : { width: 390, height: 844 },
    ...(desk ? {} : { hasTouch: true, isMobile: true, deviceScaleFactor: 2 }),
  });
  context.setDefaultTimeout(20_000);
  return context;
}

/** What a page complains of: errors in its scripts, and whatever its content security policy forbids. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.stack ?? String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} ${message.location().url}`);
  });
  return complaints;
}

/** Keeps a picture of the page in test/artefacts/, once what moves has come to rest. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  mkdirSync(ARTEFACTS, { recursive: true });
  await page.evaluate(async () => {
    let before: number;
    do {
      before = window.scrollY;
      await new Promise((resolve) => setTimeout(resolve, 150));
    } while (window.scrollY !== before);
  });
  await page.screenshot({ path: path.join(ARTEFACTS, `${name}.png`), animations: 'disabled' });
}
