import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { TestInfo } from '@playwright/test';
import { PNG } from 'pngjs';
import { photo } from './photos.ts';
import { expect, SAMPLE_COUNT, test, tinyModels } from './studioPage.ts';

const GINGER = photo('ginger', 1);
const TABBY = photo('tabby', 2, 90, 130);
const SMOKE = photo('smoke', 3, 64, 64);

test('a dropped photo is reconstructed and mixed, and the grid leaves as the command line renders it', async ({
  studio,
}, testInfo) => {
  await test.step('sample cats are there, reconstructed', async () => {
    await studio.withSamples(12);
    await studio.open();
    await expect(studio.sampleCats).toHaveCount(12);
    await studio.settle();
    const pairs = studio.page.getByRole('region', { name: 'All pairs' }).getByRole('listitem');
    await expect(pairs).toHaveCount(12);
    for (const pair of await pairs.all()) {
      await pair.scrollIntoViewIfNeeded(); // pairs are drawn where they are seen
      await expect(pair.locator('canvas')).toBeVisible();
    }
  });

  await test.step('dropped photos come back as reconstructions', async () => {
    await studio.drop(GINGER, TABBY, SMOKE);
    await expect(studio.ownCats).toHaveText(['smoke', 'tabby', 'ginger']);
    const comparison = studio.page.getByRole('region', { name: 'ginger: original and reconstruction' });
    await expect(comparison.getByRole('img', { name: 'Reconstruction of ginger' }).locator('canvas')).toBeVisible();
    await expect(comparison).toContainText(/PSNR \d+\.\d dB/);
  });

  await test.step('one switch remakes its row and no other', async () => {
    await studio.openTab('Mix');
    await studio.layOutGrid(['ginger', 'smoke'], ['tabby', 'smoke', 'ginger']);
    const before = await studio.mixtures();
    expect(before.map((row) => row.length)).toEqual([2, 2, 2]);
    await studio.switchOf(2, '16×16').click();
    await expect(studio.switchOf(2, '16×16')).toBeChecked();
    const after = await studio.mixtures();
    expect([after[0], after[2]]).toEqual([before[0], before[2]]);
    expect(after[1]![0]).not.toBe(before[1]![0]);
    // A cat mixed with itself stays itself.
    expect(after[1]![1]).toBe(before[1]![1]);
  });

  await test.step('shares between source and destination, key by key', async () => {
    await studio.switchOf(3, '8×8').focus();
    for (let i = 0; i < 3; i++) await studio.page.keyboard.press('Shift+ArrowUp');
    await expect(studio.shareOf(3, '8×8', 30)).toBeFocused();
  });

  await test.step('the exported grid is what alae mix renders', async () => {
    const exported = PNG.sync.read(await readFile(await studio.downloadGrid()));
    const rendered = await alaeMix(testInfo, 'SDDDD,SDSDD,S,0.3,D,D,D');
    expect([exported.width, exported.height]).toEqual([rendered.width, rendered.height]);
    expect(largestDifference(exported, rendered)).toBeLessThanOrEqual(1);
    // Other switches would not pass.
    expect(largestDifference(exported, await alaeMix(testInfo, 'SDDDD,SDSDD,SDDDD'))).toBeGreaterThan(1);
  });
});

/** Renders the grid of the story in a process of its own. */
async function alaeMix(testInfo: TestInfo, schema: string): Promise<PNG> {
  const folder = testInfo.outputPath('alae');
  const files = new Map([...(await tinyModels()), ...[GINGER, TABBY, SMOKE].map((p) => [p.name, p.bytes] as const)]);
  for (const [path, bytes] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
  const at = (...names: readonly string[]) => names.map((name) => join(folder, name));
  const words = ['mix', '--model', ...at('tiny'), '--schema', schema, '--device', 'wasm', '--out', ...at('grid.png')];
  const sources = ['--sources', ...at('ginger.png', 'smoke.png')];
  const destinations = ['--destinations', ...at('tabby.png', 'smoke.png', 'ginger.png')];
  const command = ['--import', 'tsx', 'tools/cli.ts', ...words, ...sources, ...destinations];
  await promisify(execFile)(process.execPath, command);
  return PNG.sync.read(await readFile(join(folder, 'grid.png')));
}

function largestDifference(a: PNG, b: PNG): number {
  return a.data.reduce((largest, value, i) => Math.max(largest, Math.abs(value - b.data[i]!)), 0);
}

test('a switch gives a share when it is pulled or held; rows and columns change places, and their pictures go along', async ({
  studio,
}) => {
  const { page } = studio;
  await studio.openSmallGrid([GINGER, TABBY], ['ginger', 'tabby'], ['tabby', 'ginger']);
  const before = await studio.mixtures();

  await studio.pull(studio.switchOf(1, '8×8'), 40);
  await expect(studio.shareOf(1, '8×8', 50)).toBeVisible();
  const half = await studio.mixtures();
  expect(half[0]![0]).not.toBe(before[0]![0]);
  expect(half[1]).toEqual(before[1]);

  const held = (await studio.shareOf(1, '8×8', 50).boundingBox())!;
  await page.mouse.move(held.x + held.width / 2, held.y + held.height / 2);
  await page.mouse.down();
  const share = page.getByRole('dialog', { name: /^Share of the source: Row 1, 8×8/ });
  await expect(share).toContainText('50% from the source');
  await page.mouse.up();
  await share.getByRole('slider').press('End');
  await expect(share).toContainText('100% from the source');
  await page.keyboard.press('Escape');
  await expect(share).toHaveCount(0);
  await expect(studio.switchOf(1, '8×8')).toBeChecked();
  const whole = await studio.mixtures();
  expect(whole[0]![0]).not.toBe(half[0]![0]);

  await page.keyboard.press('Control+z');
  expect(await studio.mixtures()).toEqual(half);
  await page.keyboard.press('Control+z');
  expect(await studio.mixtures()).toEqual(before);

  await studio.switchOf(2, '64×64').click();
  const laidOut = await studio.mixtures();

  await test.step('a row, by keys', async () => {
    await page.getByRole('button', { name: 'Move destination tabby', exact: true }).focus();
    await page.keyboard.press('Space');
    await expect(studio.spoken(/tabby is (picked up, from|at) place 1 of 2/)).toBeAttached();
    // Rows are measured after they are picked up: on a busy machine a first arrow can come before that, as a person's can.
    await expect(async () => {
      await page.keyboard.press('ArrowDown');
      await expect(studio.spoken('tabby is at place 2 of 2.')).toBeAttached({ timeout: 2000 });
    }).toPass({ timeout: 30_000 });
    await page.keyboard.press('Space');
    await expect(studio.row(1)).toHaveAccessibleName('Row 1: ginger');
    expect(await studio.mixtures()).toEqual([laidOut[1], laidOut[0]]);
    await page.keyboard.press('Control+z');
    expect(await studio.mixtures()).toEqual(laidOut);
  });

  await test.step('a row, by the menu', async () => {
    await studio.rowMenu(2, 'Move up');
    await expect(studio.row(1)).toHaveAccessibleName('Row 1: ginger');
  });

  await test.step('a column, by mouse', async () => {
    const [from, to] = [studio.source('ginger'), studio.source('tabby')];
    await from.scrollIntoViewIfNeeded();
    const [start, end] = [(await from.boundingBox())!, (await to.boundingBox())!];
    await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2);
    await page.mouse.down();
    for (const part of [0.1, 0.5, 1.1]) {
      await page.mouse.move(start.x + start.width / 2 + part * (end.x - start.x), start.y + start.height / 2);
    }
    await expect(studio.spoken('ginger is at place 2 of 2.')).toBeAttached();
    await page.mouse.up();
    const reversed = [laidOut[1], laidOut[0]].map((row) => row!.toReversed());
    await expect.poll(() => studio.mixtures()).toEqual(reversed);
  });
});

test('the switches of a row are copied and pasted, also as text', async ({ studio, context }) => {
  const { page } = studio;
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  await studio.openSmallGrid([GINGER, TABBY], ['ginger'], ['tabby', 'ginger', 'tabby']);
  await studio.switchOf(1, '32×32').click();
  await studio.switchOf(1, '8×8').press('Shift+ArrowUp');
  await page.keyboard.press('Control+c');
  expect(await clipboard()).toBe('S,0.1,D,S,D');
  await studio.switchOf(2, '4×4').focus();
  await page.keyboard.press('Control+v');
  await expect(studio.shareOf(2, '8×8', 10)).toBeVisible();
  await expect(studio.switchOf(2, '32×32')).toBeChecked();

  await studio.rowMenu(1, 'Paste to all rows');
  await expect(studio.shareOf(3, '8×8', 10)).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(studio.switchOf(3, '8×8')).not.toBeChecked();
  await studio.rowMenu(3, 'Copy switches');
  await expect.poll(clipboard).toBe('SDDDD');

  await page.evaluate(() => navigator.clipboard.writeText('ddssx'));
  await studio.switchOf(3, '4×4').focus();
  await page.keyboard.press('Control+v');
  await expect(studio.messages).toContainText('The schema "ddssx" must be 5 letters');
  await page.evaluate(() => navigator.clipboard.writeText('ddsss'));
  await page.keyboard.press('Control+v');
  await expect(studio.switchOf(3, '64×64')).toBeChecked();
  await expect(studio.switchOf(3, '4×4')).not.toBeChecked();
});

test('a mixture shows its parents, is kept, and can be gone on with', async ({ studio }) => {
  const { page } = studio;
  await studio.openSmallGrid([GINGER, TABBY], ['ginger'], ['tabby']);
  const cell = studio.row(1).locator('button.mix-cell');
  await cell.hover();
  const parents = page.getByRole('tooltip');
  await expect(parents).toHaveText('Shape from the cat above; all else from the cat on the left.');

  await cell.click();
  const dialog = page.getByRole('dialog', { name: 'tabby × ginger' });
  await dialog.getByRole('button', { name: 'Keep in library' }).click();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(studio.ownCats).toHaveText(['tabby × ginger', 'tabby', 'ginger']);

  await cell.click();
  await dialog.getByRole('button', { name: 'New row' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(studio.row(2)).toHaveAccessibleName('Row 2: tabby × ginger');
  await expect(studio.ownCats).toHaveCount(3); // it was kept before
  const [[first], [second]] = (await studio.mixtures()) as [[string], [string]];
  expect(second).toBe(first); // the same block from the same source once more

  await studio.row(2).locator('button.mix-cell').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Latent' }).click();
  await expect(page.getByRole('tab', { name: 'Latent' })).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('img', { name: 'tabby × ginger, reshaped' })).toBeVisible();
});

test('an exported grid opens again, shares, noise and photos included, and its cats come along once', async ({
  studio,
}) => {
  await studio.openSmallGrid([GINGER, TABBY], ['ginger', 'tabby'], ['tabby', 'ginger']);
  await studio.switchOf(2, '4×4').press('Shift+ArrowDown');
  await studio.shareOf(2, '4×4', 90).press('Shift+ArrowDown');
  await studio.fineTexture.click();
  const before = await studio.mixtures();
  const exported = { name: 'mixing-grid.png', bytes: await readFile(await studio.downloadGrid()) };

  await studio.startAfresh();
  if (!(await studio.fineTexture.isChecked())) await studio.fineTexture.click();
  await studio.drop(exported);
  await expect(studio.ownCats).toHaveText(['ginger', 'tabby']);
  await expect(studio.page.getByRole('button', { name: 'Adjust the crop of ginger' })).toBeAttached(); // it is a photo
  await expect(studio.shareOf(2, '4×4', 80)).toBeVisible();
  await expect(studio.fineTexture).not.toBeChecked();
  expect(await studio.mixtures()).toEqual(before);
  await studio.drop(exported);
  expect(await studio.mixtures()).toEqual(before);
  await expect(studio.ownCats).toHaveCount(2);
});

test('presets are offered for a row and for all; a copied grid that is pasted opens again, and is no cat', async ({
  studio,
  context,
}) => {
  const { page } = studio;
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await studio.openSmallGrid([GINGER, TABBY], ['ginger'], ['tabby', 'ginger']);
  const choose = async (text: string | RegExp) => {
    await page.getByRole('button', { name: 'Presets' }).click();
    await page.getByRole('menuitem', { name: text }).click();
  };
  await studio.switchOf(1, '32×32').click();
  await page.getByLabel('Rows that the large switches change').selectOption({ label: 'Row 2: ginger' });
  await choose(/^Pose and features from the cat above/);
  await expect(studio.switchOf(2, '8×8')).toBeChecked();
  await expect(studio.switchOf(2, '4×4')).not.toBeChecked();
  await expect(studio.switchOf(1, '32×32')).toBeChecked();
  await choose(/^All rows in turn/);
  await expect(studio.switchOf(1, '32×32')).not.toBeChecked();
  await expect(studio.messages).toContainText('Undo brings yours back.');
  await page.keyboard.press('Control+z');
  await expect(studio.switchOf(1, '32×32')).toBeChecked();
  await expect(studio.switchOf(2, '8×8')).toBeChecked();

  const before = await studio.mixtures();
  await page.getByRole('button', { name: 'Export' }).click();
  await page
    .getByRole('dialog', { name: 'Export the grid' })
    .getByRole('button', { name: 'Copy', exact: true })
    .click();
  await expect(studio.messages).toContainText('Copied to the clipboard.');
  await studio.switchOf(1, '8×8').click();
  await studio.openTab('Reconstruct');
  await page.keyboard.press('Control+v');
  await expect(studio.messages).toContainText('is open again.');
  expect(await studio.mixtures()).toEqual(before);
  await expect(studio.ownCats).toHaveText(['tabby', 'ginger']);
});

test('added photos are offered to the grid, and one press lays them out', async ({ studio }) => {
  const { page } = studio;
  await studio.open('#mix');
  await studio.settle();
  const useMine = page.getByRole('button', { name: 'Use mine' });
  await expect(useMine).toHaveCount(0);
  await studio.drop(GINGER);
  await useMine.click();
  await expect(studio.source('ginger')).toBeVisible();
  await expect(page.getByRole('region', { name: /^Row \d+:/ })).toHaveCount(SAMPLE_COUNT);
  await expect(useMine).toHaveCount(0);
  await studio.drop(TABBY, SMOKE);
  await expect(studio.ownCats).toHaveCount(3);
  await useMine.click();
  const mixtures = await studio.mixtures();
  expect(mixtures.map((row) => row.length)).toEqual([3, 3, 3]);
  await expect(studio.row(1)).toHaveAccessibleName('Row 1: smoke');
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('region', { name: /^Row \d+:/ })).toHaveCount(SAMPLE_COUNT);
});

test('the grid is worked with keys alone, and shows where the focus is', async ({ studio }) => {
  const { page } = studio;
  await studio.withSamples(7); // as many as it takes that no cat of the grid meets itself
  await studio.open();
  await studio.settle();
  await page.keyboard.press('2');
  const before = await studio.mixtures();

  await test.step('Tab reaches the switches; every control on the way has a ring', async () => {
    const first = studio.switchOf(1, '4×4');
    const withoutRing: string[] = [];
    for (let stops = 0; stops < 100 && !(await first.evaluate((it) => it === document.activeElement)); stops++) {
      await page.keyboard.press('Tab');
      const { name, ring } = await page.evaluate(() => {
        const control = document.activeElement!;
        const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(control);
        const name = `${control.tagName} ${control.getAttribute('aria-label') ?? control.textContent}`;
        return { name, ring: { outlineStyle, outlineColor, width: Number.parseFloat(outlineWidth) } };
      });
      const isVisible =
        ring.outlineStyle === 'solid' && ring.width >= 2 && !/, 0\)$|transparent/.test(ring.outlineColor);
      if (!isVisible) withoutRing.push(name);
    }
    await expect(first).toBeFocused();
    expect(withoutRing).toEqual([]);
  });

  await test.step('an arrow goes to the next switch, Space flips it', async () => {
    await page.keyboard.press('ArrowRight');
    const second = studio.switchOf(1, '8×8');
    await expect(second).toBeFocused();
    await expect(second).not.toBeChecked();
    await page.keyboard.press('Space');
    await expect(second).toBeChecked();
    const after = await studio.mixtures();
    after[0]!.forEach((cell, column) => {
      expect(cell).not.toBe(before[0]![column]);
    });
    expect(after.slice(1)).toEqual(before.slice(1));
    await page.keyboard.press('d');
    await expect(second).not.toBeChecked();
    expect(await studio.mixtures()).toEqual(before);
  });

  await test.step('arrows go on into the pictures, Space shows one large, Escape comes back', async () => {
    for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Space');
    await expect(page.getByRole('dialog')).toContainText('Its switches: SDDDD.');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(studio.row(1).locator('button.mix-cell').first()).toBeFocused();
  });
});

test('a flipped switch slides, and jumps where motion is not wanted', async ({ studio }) => {
  await studio.page.emulateMedia({ reducedMotion: 'no-preference' });
  await studio.open('#mix');
  await studio.settle();
  const flip = () =>
    studio.switchOf(1, '4×4').evaluate(async (control) => {
      await Promise.allSettled(control.getAnimations({ subtree: true }).map(({ finished }) => finished));
      (control as HTMLElement).click();
      await new Promise<unknown>(requestAnimationFrame);
      const animations = control.getAnimations({ subtree: true });
      return Math.max(0, ...animations.map((it) => Number(it.effect?.getComputedTiming().duration)));
    });
  expect(await flip()).toBeGreaterThan(100);
  await expect(studio.switchOf(1, '4×4')).not.toBeChecked();
  await studio.page.emulateMedia({ reducedMotion: 'reduce' });
  expect(await flip()).toBeLessThan(1);
  await expect(studio.switchOf(1, '4×4')).toBeChecked();
});
