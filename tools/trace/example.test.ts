import { readFile } from 'node:fs/promises';
import { expect, it, vi } from 'vitest';

it('prints what the README shows', async () => {
  const print = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  await import('./example.ts');
  const [output] = print.mock.calls[0] as [string];
  print.mockRestore();
  const read = (file: string) => readFile(new URL(file, import.meta.url), 'utf8');
  const readme = await read('README.md');
  for (const text of [await read('example.ts'), ...output.split('\n\n')])
    expect(readme).toContain(`\n${text.trim()}\n\`\`\``);
});
