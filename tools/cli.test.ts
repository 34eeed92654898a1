import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { judgeCommand } from './commands/judge.ts';
import { prepareCommand } from './commands/prepare.ts';
import { trainCommand } from './commands/train.ts';

/** Runs the command line as a user does. */
function alae(...args: string[]): Promise<{ code: number | null; stderr: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', path.join(import.meta.dirname, 'cli.ts'), ...args]);
  let stderr = '';
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stderr })));
}

const commandFiles = readdirSync(path.join(import.meta.dirname, 'commands')).filter(
  (file) => !file.endsWith('.test.ts'),
);

describe('alae', () => {
  it.each(commandFiles)('commands/%s explains itself with an example', async (file) => {
    const { name } = path.parse(file);
    const command: Command = (await import(`./commands/${name}.ts`))[`${name}Command`];
    let help = '';
    command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
    expect(command.name().replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())).toBe(name);
    expect(help).toMatch(new RegExp(`Examples?:\\n  npm run alae -- ${command.name()} `));
  });

  it('puts what the user can mend into one line and exits 1', async () => {
    const { code, stderr } = await alae('prepare', '--input', '/nowhere', '--out', '/nowhere-either');
    expect(code).toBe(1);
    expect(stderr).toBe('There is no folder or archive /nowhere: give --input the path of your images.\n');
  });

  it('adds the stack when asked', async () => {
    const { code, stderr } = await alae('prepare', '--input', '/nowhere', '--out', '/nowhere-either', '--verbose');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^There is no folder .*\nUserError: .*\n {4}at /);
  });

  it('does not choose between --init and --resume', async () => {
    const both = ['--dataset', 'a', '--out', 'b', '--init', 'c', '--resume'];
    await expect(trainCommand.parseAsync(both, { from: 'user' })).rejects.toThrow('leave out one of them');
  });

  it('says that a list of test images leaves no fraction to choose', async () => {
    const paths = ['--input', '/nowhere', '--out', '/nowhere-either', '--test-names', '/no-list'];
    const { stderr } = await alae('prepare', ...paths, '--test-fraction', '0.2');
    expect(stderr).toMatch(/^--test-fraction is not used: the list of --test-names says which are the test images\.\n/);
    expect((await alae('prepare', ...paths)).stderr).not.toContain('--test-fraction');
  });

  it('does not judge without a model, a data set and a place for the sheets', async () => {
    await expect(judgeCommand.parseAsync(['m', '--out', 'o'], { from: 'user' })).rejects.toThrow(
      'To write sheets give a model folder, --dataset and --out; to score them --answers.',
    );
  });

  it.each([
    ['--resolution', '48', 'It must be a power of two from 4 to 1024.'],
    ['--crop', '1,2,3', 'It must be four whole numbers, as in 25,57,128,128.'],
    ['--crop', '1,2,30,40', 'It must be square, not 30x40.'],
    ['--folds', '0', 'It must be a whole number from 1 to 1000.'],
    ['--format', 'zip', 'Allowed choices are raw, tfrecord.'],
    ['--test-fraction', 'x', 'It must be a number from 0 to 0.9.'],
    ['--channels', '2', 'It must be 1 or 3.'],
  ])('refuses prepare %s %s', (option, value, sentence) => {
    let line = '';
    prepareCommand.exitOverride().configureOutput({ writeErr: (text) => (line += text) });
    expect(() => prepareCommand.parse(['-i', 'a', '-o', 'b', option, value], { from: 'user' })).toThrow();
    expect(line).toContain(sentence);
    expect(line.trim()).not.toContain('\n');
  });
});
