import { spawnSync } from 'node:child_process';

/** What the tests of the PyTorch training need of Debian, and their modules. */
const DEBIAN_PACKAGES = ['python3-torch', 'python3-numpy', 'python3-pil'];
const MODULES = 'import torch, numpy, PIL';
/** Debian's Python, whose packages these are; another one on the PATH may lack them. */
const PYTHONS = ['/usr/bin/python3', 'python3'];

/** A Python that has PyTorch, numpy and Pillow; undefined where there is none. */
export const findPyTorch = (): string | undefined =>
  PYTHONS.find((python) => spawnSync(python, ['-c', MODULES], { stdio: 'ignore' }).status === 0);

/** The same; as root on Debian it installs them where they are missing. */
export function ensurePyTorch(): string | undefined {
  const found = findPyTorch();
  if (found || process.getuid?.() !== 0) return found;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = ['install', '-y', '--no-install-recommends', ...DEBIAN_PACKAGES];
  for (const args of [['update'], install]) spawnSync('apt-get', args, { env, stdio: 'ignore' });
  return findPyTorch();
}
