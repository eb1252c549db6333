import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../lib/paths.ts';
import { run, say } from '../lib/processes.ts';
import { windowsFolder } from './wine.ts';

const made = ['node_modules', 'out', 'dist', 'test-results', '.git'];

/**
 * Copies the project to the folder with the packages for Windows: those of the checkout are for this system. The packages are installed again
 * when package-lock.json has changed.
 *
 * @returns the folder of the copy
 * @throws when npm cannot install the packages
 */
export async function projectForWindows(): Promise<string> {
  const folder = join(windowsFolder(), 'project');
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder))
    if (name !== 'node_modules') rmSync(join(folder, name), { recursive: true });
  for (const name of readdirSync(projectFolder))
    if (!made.includes(name) && !name.endsWith('.tsbuildinfo'))
      cpSync(join(projectFolder, name), join(folder, name), { recursive: true });
  await installModules(folder);
  return folder;
}

async function installModules(folder: string): Promise<void> {
  const lock = createHash('sha256')
    .update(readFileSync(join(folder, 'package-lock.json')))
    .digest('hex');
  const stamp = join(folder, 'node_modules', '.lock-hash');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  say('Installing the packages for Windows (npm ci, about half a minute) …');
  const target = ['--os=win32', '--cpu=x64', '--ignore-scripts'];
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  const code = await run('npm', ['ci', ...target, ...quiet], { cwd: folder, output: 'stderr' });
  if (code !== 0) throw new Error('npm ci failed for Windows: is the npm registry within reach?');
  writeFileSync(stamp, lock);
}
