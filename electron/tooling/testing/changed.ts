import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../lib/paths.ts';
import { capture } from '../lib/processes.ts';

const git = (...args: readonly string[]): readonly string[] => {
  const { code, stdout, stderr } = capture('git', args);
  if (code !== 0) throw new Error(stderr);
  return stdout.split('\n').filter((line) => line !== '');
};

/**
 * What has changed, in commits or not yet: since when, and the files that are still there.
 *
 * @param named a commit or branch; by default the last commit that the main branch has too
 * @throws when git does not know it
 */
export function changes(named?: string): { readonly since: string; readonly files: readonly string[] } {
  const since = named ?? (hasMain() ? (git('merge-base', 'main', 'HEAD')[0] ?? 'HEAD') : 'HEAD');
  const files = [
    ...git('diff', '--name-only', since),
    ...git('ls-files', '--others', '--exclude-standard', '--full-name'),
  ];
  return { since, files: files.filter((file) => existsSync(join(projectFolder, file))) };
}

const hasMain = (): boolean => capture('git', ['rev-parse', '--verify', '--quiet', 'main']).code === 0;
