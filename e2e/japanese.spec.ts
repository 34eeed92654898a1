import { tooWide, violations } from './accessibility.ts';
import { photo } from './photos.ts';
import { expect, test } from './studioPage.ts';

/** A tab, and the heading of its panel. */
const TABS = [
  ['再構築', '描き直された猫を見る'],
  ['混ぜる', '2 匹の猫を混ぜる'],
  ['潜在空間', '猫の形を変える'],
  ['モーフ', '猫から猫へ'],
  ['子猫', '子猫'],
] as const;

/** Text of the page that is no name of a product, a figure or a letter: what nobody has translated. */
const ENGLISH = /\b(the|of|and|your|from|this|with|cats?|picture|layers?|press|choose)\b/i;

test.describe('in a browser that wants Japanese', () => {
  test.use({ locale: 'ja-JP' });

  for (const [width, viewport] of [
    ['wide', { width: 1440, height: 960 }],
    ['narrow', { width: 390, height: 844 }],
  ] as const) {
    test(`every tab speaks Japanese, fits and can be used by everybody (${width})`, async ({ studio }) => {
      const { page } = studio;
      await page.setViewportSize(viewport);
      await studio.open();
      await expect(page.locator('html')).toHaveAttribute('lang', 'ja');
      await expect(page.getByRole('button', { name: /で計算$/ })).toBeVisible();
      for (const [tab, heading] of TABS) {
        await page.getByRole('tab', { name: tab }).click();
        await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
        await expect(page.locator('main [aria-busy=true], main .animate-shimmer')).toHaveCount(0);
        expect(await page.locator('body').innerText()).not.toMatch(ENGLISH);
        expect(await tooWide(page)).toEqual([]);
        expect(await violations(page)).toEqual([]);
      }
    });
  }

  test('a photo is added, redrawn, mixed, and taken home under a Japanese name', async ({ studio }) => {
    const { page } = studio;
    await studio.open();
    await expect(page.getByRole('button', { name: /で計算$/ })).toBeVisible();
    await studio.drop(photo('たま', 1));
    await expect(page.getByRole('region', { name: 'あなたの猫' }).locator('button[aria-pressed]')).toHaveCount(1);
    await expect(page.getByRole('img', { name: 'たまの再構築' }).first()).toBeVisible();

    await page.getByRole('tab', { name: '混ぜる' }).click();
    await page.getByRole('button', { name: '自分の写真で' }).click();
    const coarse = page.getByRole('region', { name: /^1 行目/ }).getByRole('switch', { name: /、4×4、形/ });
    const before = await coarse.getAttribute('aria-checked');
    await coarse.click();
    await expect(coarse).not.toHaveAttribute('aria-checked', before!);
    await page.getByRole('button', { name: '書き出す' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'ダウンロード' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('混合表.png');
    await expect(page.getByRole('region', { name: 'お知らせ' })).toContainText(
      '「混合表.png」をダウンロードしました。',
    );
  });

  test('what fails says so in Japanese', async ({ studio }) => {
    const { page } = studio;
    await studio.open();
    await studio.drop({ name: 'notes.txt', bytes: new TextEncoder().encode('no picture') });
    await expect(page.getByRole('region', { name: 'お知らせ' })).toContainText('「notes.txt」は画像ではありません');
  });

  test('English is chosen at the top, and stays chosen', async ({ studio }) => {
    const { page } = studio;
    await studio.open();
    await page.getByRole('button', { name: 'English' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('See your cat redrawn');
    await expect(studio.sampleCats.first()).toContainText('Ginger and white');
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
    await page.reload();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('See your cat redrawn');
  });
});

test('the address asks for Japanese, and the button at the top for English again', async ({ studio }) => {
  const { page } = studio;
  await studio.open('?lang=ja');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('描き直された猫を見る');
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('See your cat redrawn');
  await expect(page).not.toHaveURL(/lang=/);
});
