import { spawnSync } from 'node:child_process';

/** The commit of this program; empty where it does not lie in a repository. */
export function currentCommit(): string {
  // A bundled trainer is told while it is bundled: it lies in no repository, or in one of somebody else.
  if (process.env.ALAE_COMMIT !== undefined) return process.env.ALAE_COMMIT;
  const git = spawnSync('git', ['rev-parse', '--short=12', 'HEAD'], { cwd: import.meta.dirname, encoding: 'utf8' });
  return git.status === 0 ? git.stdout.trim() : '';
}
