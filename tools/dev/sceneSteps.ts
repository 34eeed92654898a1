import type { Page } from '@playwright/test';

export interface Scene {
  readonly name: string;
  /** Before the page opens: what the network does. */
  readonly prepare?: (page: Page) => Promise<void>;
  /** Photos are looked at again in it; elsewhere a look would change pictures while they are taken. */
  readonly looksAgain?: true;
  /** The address after the page's own. */
  readonly address?: string;
  /** Brings the page to where the picture is taken. */
  readonly arrange: (page: Page) => Promise<void>;
}

/** Their addresses end with their hashes. */
export const SHARDS = /\/models\/.*\.bin(\?|$)/;

const pictures = (page: Page) => page.locator('main [role=img] canvas');

/** Waits until the page computes nothing that it shows. (What runs in the page is text: Node knows no `document`.) */
export async function settle(page: Page, atLeast: number): Promise<void> {
  await pictures(page)
    .nth(atLeast - 1)
    .waitFor({ timeout: 120_000 });
  await page.waitForFunction("document.querySelectorAll('.animate-shimmer, canvas.opacity-55').length === 0");
}

/** Waits for the second look at the selected photo, and asks for it where it does not come by itself. */
export async function lookedAgain(page: Page): Promise<void> {
  const outcome = page.getByRole('radio', { name: /^Looked again/ });
  const offer = page.getByRole('button', { name: 'Look again', exact: true });
  await outcome.or(offer).waitFor({ timeout: 120_000 });
  if (await offer.isVisible()) await offer.click();
  await outcome.waitFor({ timeout: 120_000 });
}

/** Leaves the shelf of sample cats empty. */
export const withoutSamples = (page: Page) =>
  page.route('**/samples/samples.json', (route) =>
    route.fulfill({ json: { origin: '', licence: '', size: 0, samples: [] } }),
  );

/** Waits for the model where no picture says that it is there. */
export const modelStarts = (page: Page) =>
  page.getByRole('button', { name: /^Computed by / }).waitFor({ state: 'attached', timeout: 120_000 });

/** Waits for the list of directions, whose pictures are drawn once they are in view. */
export const directionsOpen = (page: Page) =>
  page.getByRole('region', { name: 'Directions' }).waitFor({ timeout: 120_000 });

export const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

export async function openModelCard(page: Page): Promise<void> {
  await settle(page, 1);
  await page
    .getByRole('button', { name: /About the model|×/ })
    .first()
    .click();
  await page.getByRole('dialog').waitFor();
}
