import type { Page } from '@playwright/test';
import { expect, type TabName, test } from './studioPage.ts';

const TABS: readonly TabName[] = ['Reconstruct', 'Mix', 'Latent', 'Morph', 'Kittens'];

/** What a message did to what could be pressed. */
interface Outcome {
  /** In view before, and then under the message. */
  readonly covered: readonly string[];
  readonly pressableCount: number;
  readonly heightPx: number;
}

/** Lets the page say something (of a file that is empty), looks what lies under it, and puts it away: all within the page, in no hurry. */
const afterMessage = (page: Page): Promise<Outcome> =>
  page.evaluate(async () => {
    const frame = () => new Promise((painted) => requestAnimationFrame(painted));
    const until = async <T>(there: () => T | null): Promise<T> => {
      for (;;) {
        const found = there();
        if (found) return found;
        await frame();
      }
    };
    const hits = (element: Element, across: readonly number[], down: readonly number[]): (Element | null)[] => {
      const { left, top, width, height } = element.getBoundingClientRect();
      return across.flatMap((x) => down.map((y) => document.elementFromPoint(left + x * width, top + y * height)));
    };
    const pressable = [...document.querySelectorAll('button, a, input, [role=slider], [role=application]')].filter(
      (element) => element.contains(hits(element, [0.5], [0.5])[0]!),
    );
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([], 'nothing.jpg'));
    document
      .querySelector('main')!
      .dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    const dismiss = await until(() =>
      document.querySelector<HTMLElement>('[aria-label=Messages] [aria-label=Dismiss]'),
    );
    const place = dismiss.closest('section')!.parentElement!;
    for (let frames = 0; frames < 3; frames++) await frame(); // room is made once its size is known
    /** Whether a list that has become shorter leaves a point out, which is then no longer in view. */
    const isCutOff = (element: Element, y: number): boolean => {
      for (let around = element.parentElement; around; around = around.parentElement) {
        const { top, bottom } = around.getBoundingClientRect();
        if (getComputedStyle(around).overflowY !== 'visible' && (y < top || y > bottom)) return true;
      }
      return false;
    };
    const covered = pressable.filter((element) => {
      const { top, height } = element.getBoundingClientRect();
      return [0.05, 0.5, 0.95].some(
        (part) =>
          !isCutOff(element, top + part * height) &&
          hits(element, [0.05, 0.5, 0.95], [part]).some((hit) => place.contains(hit)),
      );
    });
    const outcome = {
      covered: covered.map((element) => element.getAttribute('aria-label') ?? element.textContent ?? ''),
      pressableCount: pressable.length,
      heightPx: place.offsetHeight,
    };
    dismiss.click();
    await until(() => (place.offsetHeight === 0 ? place : null));
    await frame();
    return outcome;
  });

for (const [width, height] of [
  [390, 844],
  [390, 664],
  [1366, 768],
] as const) {
  test(`messages cover nothing that can be pressed, at ${width}x${height}`, async ({ studio }) => {
    const { page } = studio;
    await page.setViewportSize({ width, height });
    await studio.open();
    await studio.settle();
    const expectNothingCovered = async () => {
      const { covered, pressableCount, heightPx } = await afterMessage(page);
      expect(covered).toEqual([]);
      expect(pressableCount).toBeGreaterThan(5);
      expect(heightPx).toBeGreaterThan(20);
    };
    for (const tab of TABS) {
      await test.step(tab, async () => {
        await studio.openTab(tab);
        await expect(page.locator('main h1')).toBeVisible();
        await expectNothingCovered();
        await page.evaluate(() => scrollTo(0, 200));
        await expectNothingCovered();
      });
    }
    await test.step('over a dialog', async () => {
      await page.getByRole('button', { name: 'Help and keyboard' }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
      const { covered } = await afterMessage(page);
      expect(covered).toEqual([]);
    });
  });
}
