import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectFolder } from '../../../electron/tooling/lib/paths.ts';
import { capture } from '../../../electron/tooling/lib/processes.ts';
import { commandOf } from '../../../electron/tooling/lib/tools.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

// The workflows for GitHub have not run yet. This is what can be said without it.

const folder = join(projectFolder, '.github', 'workflows');
const workflows = readdirSync(folder).map(
  (name) => [name, readFileSync(join(folder, name), 'utf8')] as const,
);

const validate = (file: string): number =>
  capture(process.execPath, [commandOf('@action-validator/cli'), file]).code;

test('there is one that tests and one that releases', () => {
  expect(workflows.map(([name]) => name).sort()).toEqual(['release.yml', 'test.yml']);
});

test.each(workflows)('%s has the form that GitHub expects', (name) => {
  expect(validate(join(folder, name))).toBe(0);
});

test('a workflow with a wrong word is found', () => {
  const file = join(temporaryFolder(), 'wrong.yml');
  const [, right = ''] = workflows[0] ?? [];
  writeFileSync(file, right.replaceAll('runs-on:', 'run-on:'));
  expect(validate(file)).not.toBe(0);
});

test.each(workflows)('%s: each action is pinned to a commit, each npm script and file exists', (_, text) => {
  const uses = [...text.matchAll(/uses: (\S+)(.*)$/gm)];
  expect(uses.length).toBeGreaterThan(2);
  for (const [, action, version] of uses)
    expect([action, version]).toEqual([
      expect.stringMatching(/^actions\/[\w-]+@[0-9a-f]{40}$/),
      expect.stringMatching(/^ # v\d+\.\d+\.\d+$/),
    ]);
  const { scripts } = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  for (const [, script = ''] of text.matchAll(/npm (?:run )?([\w:-]+)/g))
    expect(scripts).toHaveProperty(script);
  for (const [path] of text.matchAll(/(?:tests\/|\.ci\/)[\w/.-]+/g))
    expect([path, existsSync(join(projectFolder, path))]).toEqual([path, true]);
});

test('what releases names the variables that the tooling reads', () => {
  const text = Object.fromEntries(workflows)['release.yml'] ?? '';
  const tooling = ['packaging/windows/sign.ts', 'packaging/pack-program.ts', 'release.ts']
    .map((file) => readFileSync(join(projectFolder, 'electron', 'tooling', file), 'utf8'))
    .join('\n');
  for (const name of [
    'WIN_CSC_LINK',
    'WIN_CSC_KEY_PASSWORD',
    'WIN_CSC_TIMESTAMP_URL',
    'CSC_LINK',
    'BORROW_DESK_UPDATE_KEY',
  ]) {
    expect(text).toContain(name);
    expect(tooling).toContain(name);
  }
});
