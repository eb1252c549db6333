import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { hasDisplay, startDisplay } from '../../../electron/tooling/lib/display.ts';

const onLinux = process.platform === 'linux';

function answers(display: string): boolean {
  const env = { ...process.env, DISPLAY: display };
  return spawnSync('xdotool', ['getdisplaygeometry'], { env, encoding: 'utf8' }).stdout.trim() === '1280 800';
}

test('only on Linux a display can be missing', () => {
  expect(hasDisplay({})).toBe(!onLinux);
  expect(hasDisplay({ DISPLAY: '' })).toBe(!onLinux);
  expect(hasDisplay({ DISPLAY: ':0' })).toBe(true);
  expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
});

test('two displays started at once are two, and each ends when told', async () => {
  const [first, second] = await Promise.all([startDisplay(), startDisplay()]);
  expect(first.name).not.toBe(second.name);
  expect([first, second].map((display) => answers(display.name))).toEqual([true, true]);
  first.stop();
  await expect.poll(() => answers(first.name)).toBe(false);
  expect(answers(second.name)).toBe(true);
  second.stop();
});
