import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { messageOf, UserError } from '../io/userError.ts';

const run = promisify(execFile);
const LOADER = 'libvulkan.so.1';
const ELF = Buffer.from('\x7fELF', 'latin1');

/**
 * Copies Vulkan's loader, given as the library itself or as the Debian package libvulkan1, into `directory`.
 * @throws UserError when it is neither, or the package cannot be opened here
 */
export async function copyVulkanLoader(file: string, directory: string): Promise<void> {
  const info = await stat(file).catch((cause) => {
    throw new UserError(`There is no ${file}: give --vulkan the path of ${LOADER}, or of Debian's libvulkan1….deb.`, {
      cause,
    });
  });
  if (!info.isFile()) throw new UserError(`${file} is no file: give --vulkan ${LOADER} itself.`);
  await mkdir(directory, { recursive: true });
  const target = path.join(directory, LOADER);
  if (!file.endsWith('.deb')) {
    if (!(await readFile(file)).subarray(0, ELF.length).equals(ELF)) {
      throw new UserError(`${file} is no library: give --vulkan ${LOADER}, or Debian's libvulkan1….deb.`);
    }
    return copyFile(file, target);
  }

  const unpacked = await mkdtemp(path.join(os.tmpdir(), 'alae-vulkan-'));
  try {
    await run('dpkg-deb', ['-x', file, unpacked]).catch((cause) => {
      throw new UserError(
        `${file} cannot be opened with dpkg-deb (${messageOf(cause)}): give --vulkan ${LOADER} itself.`,
        {
          cause,
        },
      );
    });
    const files = await readdir(unpacked, { recursive: true });
    const loader = files.find((name) => path.basename(name) === LOADER);
    if (!loader) throw new UserError(`${file} holds no ${LOADER}: give --vulkan the package libvulkan1.`);
    await copyFile(path.join(unpacked, loader), target); // follows the link to the library's own name
  } finally {
    await rm(unpacked, { recursive: true, force: true });
  }
}
