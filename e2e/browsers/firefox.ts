import { existsSync } from 'node:fs';
import puppeteer from 'puppeteer-core';
import type { BrowserKind } from './drivenBrowser.ts';

const PLACES = ['/usr/bin/firefox-esr', '/usr/bin/firefox', '/Applications/Firefox.app/Contents/MacOS/firefox'];

const executable = (): string | undefined => process.env.FIREFOX_PATH ?? PLACES.find((place) => existsSync(place));

/** Firefox, over WebDriver BiDi. */
export const firefox: BrowserKind = {
  name: 'Firefox',
  packages: ['firefox-esr'],
  isInstalled: () => executable() !== undefined,
  async start({ folder, downloads }) {
    const browser = await puppeteer.launch({
      browser: 'firefox',
      executablePath: executable()!,
      headless: true,
      userDataDir: folder,
      extraPrefsFirefox: { 'browser.download.folderList': 2, 'browser.download.dir': downloads },
    });
    const page = await browser.newPage();
    await page.setViewport({ width: 1440, height: 960 });
    return {
      title: (await browser.version()).replace('/', ' '),
      open: async (url) => void (await page.goto(url)),
      evaluate: (run, ...given) => page.evaluate(`(${run})(...${JSON.stringify(given)})`) as Promise<never>,
      click: (xpath) => page.locator(`::-p-xpath(${xpath})`).click(),
      close: () => browser.close(),
    };
  },
};
