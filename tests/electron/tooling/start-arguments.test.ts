import { expect, test } from 'vitest';
import { programArguments } from '../../../electron/tooling/lib/start-arguments.ts';

test('a first start shows the demo library', () => {
  expect(programArguments([], 'seen')).toEqual(['--demo']);
  expect(programArguments(['--data-dir=/tmp/desk'], 'seen')).toEqual(['--demo', '--data-dir=/tmp/desk']);
});

test.each([['--import=library.json'], ['--demo']])('with %s there is no second library', (given) => {
  expect(programArguments([given], 'seen')).toEqual([given]);
});

test('where nobody sees the window a picture is made of it, once', () => {
  expect(programArguments(['--demo'], 'unseen')).toEqual(['--screenshot-when-ready=window.png', '--demo']);
  const own = ['--demo', '--screenshot-when-ready=own.png'];
  expect(programArguments(own, 'unseen')).toEqual(own);
});
