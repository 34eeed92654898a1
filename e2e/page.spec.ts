import { expect, test } from '@playwright/test';

test('the page opens under its name', async ({ page }) => {
  await page.goto('./');
  await expect(page).toHaveTitle(/Alae Studio/);
});
