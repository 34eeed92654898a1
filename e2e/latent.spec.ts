import { drawingOf, expect, test } from './studioPage.ts';

test.beforeEach(async ({ studio }) => {
  await studio.open('#latent');
  await expect(studio.page.getByRole('region', { name: 'Directions' })).toBeVisible();
});

test('a direction moves the cat, resting brings the same cat back, and texture follows its seed and switch', async ({
  studio,
}) => {
  const { page } = studio;
  const shown = () => drawingOf(studio.reshapedCat);
  const atRest = await shown();
  const slider = page.getByRole('slider', { name: 'Trait 1', exact: true });
  const row = studio.directions.first();

  await slider.press('PageUp');
  await slider.press('PageUp');
  await slider.press('ArrowLeft');
  await expect(row).toContainText(/moved \+0\.9|moved \+1\.0/);
  await expect.poll(shown).not.toBe(atRest);
  await page.getByRole('button', { name: 'Reset Trait 1', exact: true }).click();
  await expect.poll(shown).toBe(atRest);
  await expect(row).not.toContainText('moved');

  await slider.press('End');
  await expect.poll(shown).not.toBe(atRest);
  await page.getByRole('button', { name: 'Reset everything' }).click();
  await expect.poll(shown).toBe(atRest);

  const seed = page.getByRole('spinbutton', { name: 'seed' });
  const drawings: string[] = [await shown()];
  /** Each change redraws the cat once. */
  const remember = async () => {
    await expect.poll(shown).not.toBe(drawings.at(-1));
    drawings.push(await shown());
  };
  for (const value of ['10', '11', '10']) {
    await seed.fill(value);
    await remember();
  }
  const texture = studio.fineTexture;
  await texture.click();
  await expect(seed).toBeHidden();
  await remember();
  await texture.click();
  await remember();
  const [, ten, eleven, tenAgain, without, tenOnceMore] = drawings;
  expect([tenAgain, tenOnceMore]).toEqual([ten, ten]);
  expect(eleven).not.toBe(ten);
  expect([ten, eleven]).not.toContain(without);
});

test('without anything of itself every cat is the average cat', async ({ studio }) => {
  const { page } = studio;
  const own: string[] = [];
  const truncated: string[] = [];
  for (const cat of [0, 1]) {
    await studio.sampleCats.nth(cat).click();
    own.push(await drawingOf(studio.reshapedCat));
    const psi = page.getByRole('slider', { name: 'How much of itself' });
    await psi.press('Home');
    await psi.press('PageUp');
    await psi.press('PageUp');
    await expect(psi).toHaveAttribute('aria-valuetext', '0.00: The average cat');
    await page.getByLabel('Layers that truncation acts on').selectOption({ label: '4×4 to 64×64' });
  }
  expect(own[0]).not.toBe(own[1]);
  for (const cat of [0, 1]) {
    // A cat that is opened anew is drawn once, as its settings say.
    await studio.openTab('Mix');
    await studio.sampleCats.nth(cat).click();
    await studio.openTab('Latent');
    truncated.push(await drawingOf(studio.reshapedCat));
  }
  expect(truncated[0]).toBe(truncated[1]);
  expect(own).not.toContain(truncated[0]);
});
