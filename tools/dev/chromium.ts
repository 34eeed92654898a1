import { existsSync } from 'node:fs';
import { UserError } from '../io/userError.ts';
import { installOnDebian } from './debianPackages.ts';

/** Chromium without its window: what a test needs, at three quarters of the processor time. */
const DEBIAN_HEADLESS = { package: 'chromium-headless-shell', path: '/usr/bin/chromium-headless-shell' };
const USUAL_PLACES = [
  DEBIAN_HEADLESS.path,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** The browser that the end-to-end tests drive: `CHROMIUM_PATH`, else the system's; undefined when there is none. */
function findChromium(): string | undefined {
  return process.env.CHROMIUM_PATH ?? USUAL_PLACES.find((place) => existsSync(place));
}

/**
 * Finds the system's Chromium and, as root on Debian, installs it where it is missing.
 * @throws UserError that says how to get it
 */
export function ensureChromium(): string {
  const found = findChromium();
  if (found) return found;
  installOnDebian(DEBIAN_HEADLESS.package);
  if (existsSync(DEBIAN_HEADLESS.path)) return DEBIAN_HEADLESS.path;
  throw new UserError('The end-to-end tests need Chromium or Chrome: install it, or set CHROMIUM_PATH to where it is.');
}
