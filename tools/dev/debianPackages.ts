import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** As root on Debian, installs packages; elsewhere it does nothing. Whether they are there afterwards is for others to see. */
export function installOnDebian(...packages: readonly string[]): void {
  if (!isDebian() || process.getuid?.() !== 0) return;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...packages]]) {
    spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
  }
}

const isDebian = (): boolean =>
  existsSync('/etc/os-release') && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
