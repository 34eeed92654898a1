import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** What keeps somebody from using the page as it is now, in axe's words; only what is serious or critical. */
export async function violations(page: Page): Promise<string[]> {
  // The legacy mode opens no second page for frames of other origins, of which there are none.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  const { violations: found } = await axe.analyze();
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`));
}

/** Elements that stick out of the page at its right, and are not in a box that scrolls or clips them. */
export function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const isBoxed = (element: Element): boolean => {
      const box = element.parentElement;
      if (!box || box === document.body) return false;
      return getComputedStyle(box).overflowX !== 'visible' || isBoxed(box);
    };
    return [...document.body.querySelectorAll('*')]
      .filter((element) => element.getBoundingClientRect().right > innerWidth + 1 && !isBoxed(element))
      .map((element) => element.outerHTML.slice(0, 120));
  });
}
