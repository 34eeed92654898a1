import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { TestInfo } from '@playwright/test';
import { PNG } from 'pngjs';
import { photo } from './photos.ts';
import { expect, test, tinyModels } from './studioPage.ts';

const GINGER = photo('ginger', 1);
const TABBY = photo('tabby', 2, 90, 130);
const SMOKE = photo('smoke', 3, 64, 64);

test('a dropped photo is reconstructed and mixed, and the grid leaves as the command line renders it', async ({
  studio,
}, testInfo) => {
  await test.step('sample cats are there, reconstructed', async () => {
    await studio.open();
    await expect(studio.sampleCats).toHaveCount(12);
    await studio.settle();
    await expect(studio.page.getByRole('region', { name: 'All pairs' }).locator('canvas')).toHaveCount(12);
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

  await test.step('the exported grid is what alae mix renders', async () => {
    const exported = PNG.sync.read(await readFile(await studio.downloadGrid()));
    const rendered = await alaeMix(testInfo, 'SDDDD,SDSDD,SDDDD');
    expect([exported.width, exported.height]).toEqual([rendered.width, rendered.height]);
    expect(largestDifference(exported, rendered)).toBeLessThanOrEqual(1);
    // Other switches would not pass.
    expect(largestDifference(exported, await alaeMix(testInfo, 'SDDDD'))).toBeGreaterThan(1);
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

test('the grid is worked with keys alone, and shows where the focus is', async ({ studio }) => {
  const { page } = studio;
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
    await expect(page.getByRole('dialog')).toContainText('Schema SDDDD');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(studio.row(1).locator('button.mix-cell').first()).toBeFocused();
  });
});

for (const reducedMotion of ['no-preference', 'reduce'] as const) {
  test(`a flipped switch ${reducedMotion === 'reduce' ? 'jumps where motion is not wanted' : 'slides'}`, async ({
    studio,
  }) => {
    await studio.page.emulateMedia({ reducedMotion });
    await studio.open('#mix');
    await studio.settle();
    const durationsMs = await studio.switchOf(1, '4×4').evaluate(async (control) => {
      (control as HTMLElement).click();
      await new Promise<unknown>(requestAnimationFrame);
      return control.getAnimations({ subtree: true }).map((it) => Number(it.effect?.getComputedTiming().duration));
    });
    await expect(studio.switchOf(1, '4×4')).not.toBeChecked();
    if (reducedMotion === 'reduce') expect(Math.max(0, ...durationsMs)).toBeLessThan(1);
    else expect(Math.max(0, ...durationsMs)).toBeGreaterThan(100);
  });
}
