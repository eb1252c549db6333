import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { userCacheFolder } from '../../../electron/tooling/lib/paths.ts';
import { programArguments } from '../../../electron/tooling/lib/start-arguments.ts';

test('a first start shows the demo library', () => {
  expect(programArguments([], 'seen')).toEqual(['--demo']);
  expect(programArguments(['--data-dir=/tmp/desk'], 'seen')).toEqual(['--demo', '--data-dir=/tmp/desk']);
});

test.each([['--import=library.json'], ['--demo']])('with %s there is no second library', (given) => {
  expect(programArguments([given], 'seen')).toEqual([given]);
});

test('where nobody sees the window a picture is made of it, once', () => {
  const own = ['--demo', '--screenshot-when-ready=own.png'];
  expect(programArguments(own, 'unseen')).toEqual(own);
  const dataDir = resolve('desk-data');
  const picture = `--screenshot-when-ready=${dataDir}-window.png`;
  expect(programArguments(['--demo', `--data-dir=${dataDir}`], 'unseen')).toEqual([
    picture,
    '--demo',
    `--data-dir=${dataDir}`,
  ]);
});

test('the picture is not left in the folder where the command was typed', () => {
  const [picture] = programArguments(['--demo'], 'unseen');
  expect(picture).toBe(`--screenshot-when-ready=${join(userCacheFolder(), 'window.png')}`);
});
