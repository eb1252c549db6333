import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from './paths.ts';
import { run, type RunOptions } from './processes.ts';

/**
 * The script behind the first command of an installed package: run with our own Node, it needs no shell to find it.
 *
 * @param packageName as in package.json
 * @throws when the package has no command
 */
export function commandOf(packageName: string): string {
  const folder = join(projectFolder, 'node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    readonly bin?: string | Readonly<Record<string, string>>;
  };
  const file = typeof bin === 'string' ? bin : Object.values(bin ?? {})[0];
  if (file === undefined) throw new Error(`The package ${packageName} has no command.`);
  return join(folder, file);
}

/**
 * Runs a package's command with the Node of this process, its output shown.
 *
 * @returns the exit code
 */
export function runTool(
  packageName: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<number> {
  return run(process.execPath, [commandOf(packageName), ...args], options);
}
