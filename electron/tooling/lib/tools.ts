import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from './paths.ts';
import { run, type RunOptions } from './processes.ts';

/**
 * The script behind a command of an installed package: run with our own Node, it needs no shell to find it.
 *
 * @param packageName as in package.json
 * @param command the command's name where the package has several; its first one by default
 * @throws when the package has no such command
 */
export function commandOf(packageName: string, command?: string): string {
  const folder = join(projectFolder, 'node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    readonly bin?: string | Readonly<Record<string, string>>;
  };
  const commands = typeof bin === 'string' ? { [packageName]: bin } : (bin ?? {});
  const file = command === undefined ? Object.values(commands)[0] : commands[command];
  if (file === undefined) throw new Error(`The package ${packageName} has no command ${command ?? ''}.`);
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
