import { expect, test } from './studioPage.ts';

const ELSEWHERE = 'https://example.org/cat.png';

/** What a document or a worker answers when it tries to reach another host: the directive that forbade it. */
async function tryToLeave(url: string): Promise<string> {
  const refused = new Promise<string>((resolve) => {
    addEventListener('securitypolicyviolation', (event) =>
      resolve((event as SecurityPolicyViolationEvent).effectiveDirective),
    );
  });
  const sent = await fetch(url, { method: 'POST', body: 'a photo' }).then(
    () => true,
    () => false,
  );
  return sent ? 'sent' : Promise.race([refused, new Promise<string>((resolve) => setTimeout(resolve, 5000, 'lost'))]);
}

test('nothing can be sent anywhere, by the page or by its workers', async ({ studio, page }) => {
  await studio.open();
  expect(await page.evaluate(tryToLeave, ELSEWHERE)).toBe('connect-src');
  await expect.poll(() => page.workers().length).toBeGreaterThan(1);
  for (const worker of page.workers()) expect(await worker.evaluate(tryToLeave, ELSEWHERE)).toBe('connect-src');
  // The built page carries its policy along, for hosts that set no header.
  const policy = page.locator('meta[http-equiv="Content-Security-Policy"]');
  await expect(policy).toHaveAttribute('content', /default-src 'none'.*connect-src 'self' blob: data:/);
});

test('no picture of another host is shown, and no text becomes code', async ({ studio, page }) => {
  await studio.open();
  const violations = page.evaluate(
    (url) =>
      new Promise<string[]>((resolve) => {
        const seen = new Set<string>(); // the header's policy and the page's own both tell of each
        addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
          if (seen.add(effectiveDirective).size === 2) resolve([...seen]);
        });
        new Image().src = url;
        const script = document.createElement('script');
        script.textContent = 'window.alert(1)';
        document.head.append(script);
      }),
    ELSEWHERE,
  );
  expect((await violations).toSorted()).toEqual(['img-src', 'script-src-elem']);
  expect(studio.foreignRequests.splice(0)).toEqual([ELSEWHERE]); // asked for, and refused before it left
});
