import type { Page } from '@playwright/test';
import { tooWide, violations } from './accessibility.ts';
import { expect, type StudioPage, test } from './studioPage.ts';

/** Both widths and both themes; neither depends on the other. */
const LOOKS = [
  { width: 'wide', viewport: { width: 1440, height: 960 }, colorScheme: 'light' },
  { width: 'narrow', viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
] as const;

/** Every screen: how to come to it from the one before. */
const SCREENS: Record<string, (studio: StudioPage) => Promise<unknown>> = {
  reconstruct: (studio) => studio.settle(),
  slider: ({ page }) => page.getByRole('radio', { name: 'Slider' }).click(),
  difference: ({ page }) => page.getByRole('radio', { name: 'Difference' }).click(),
  crop: ({ page }) => openDialog(page, /^Adjust crop$/),
  'model card': ({ page }) => openDialog(page, /^About the model$|^Random weights/),
  help: ({ page }) => openDialog(page, /^Help and keyboard$/),
  async mix(studio) {
    await studio.page.keyboard.press('Escape');
    await studio.openTab('Mix');
    await studio.settle();
  },
  export: ({ page }) => openDialog(page, /^Export$/),
  async cell(studio) {
    await studio.page.keyboard.press('Escape');
    await studio.row(1).locator('button.mix-cell').first().click();
    await expect(studio.page.getByRole('dialog').locator('canvas').first()).toBeVisible();
  },
  async latent(studio) {
    await studio.page.keyboard.press('Escape');
    await studio.openTab('Latent');
    await expect(studio.page.getByRole('slider', { name: 'Trait 1', exact: true })).toBeVisible();
    await studio.settle();
  },
  'add directions': ({ page }) => openDialog(page, /^Add$/),
  async examples({ page }) {
    await page.getByRole('button', { name: 'Choose cats' }).click();
    const cats = page.getByRole('dialog').getByRole('listitem').getByRole('button');
    await cats.nth(0).press('+');
    await cats.nth(1).press('-');
  },
  sheet: ({ page }) => openDialog(page, /^Sheet$/),
  async morph(studio) {
    await studio.page.keyboard.press('Escape');
    await studio.openTab('Morph');
    await studio.settle();
  },
  async kittens(studio) {
    await studio.openTab('Kittens');
    await expect(studio.page.getByRole('tabpanel', { name: 'Kittens' })).not.toBeEmpty();
  },
  async 'what is kept'({ page }) {
    // Below the library on a wide screen, in its menu on a narrow one.
    const inMenu = page.getByRole('menuitem', { name: /^What is kept/ });
    const below = page.getByRole('button', { name: 'What is kept' });
    if (!(await below.isVisible())) await page.getByRole('button', { name: /^Sort the library/ }).click();
    await below.or(inMenu).click();
    await expect(page.getByRole('dialog')).toBeVisible();
  },
  async error(studio) {
    await studio.page.keyboard.press('Escape');

    studio.models.delete('index.json');
    await studio.page.reload();
    await expect(studio.failure).toBeVisible();
  },
};

async function openDialog(page: Page, button: RegExp): Promise<void> {
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.getByRole('button', { name: button }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
}

for (const { width, viewport, colorScheme } of LOOKS) {
  test(`every screen can be used by everyone, ${width} and ${colorScheme}`, async ({ studio }) => {
    test.slow(); // many screens
    const { page } = studio;
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme });
    await studio.open();
    for (const [name, come] of Object.entries(SCREENS)) {
      await test.step(name, async () => {
        await come(studio);
        expect.soft(await violations(page), name).toEqual([]);
        expect.soft(await tooWide(page), `${name}: wider than the page`).toEqual([]);
      });
    }
  });
}
