import { act } from '@testing-library/react';
import { expect, test } from 'vitest';
import { showProgram } from '../support/page/program-page.tsx';
import { openRequests } from '../support/page/requests.ts';

test('F1 opens help beside the work and closes it again; the focus stays in the work, and the text follows the page', async () => {
  const { page, emit, user } = await showProgram('demo');
  await page.role('link', { name: 'Receiving Items' }).click();
  const box = page.role('textbox', { name: 'External identifier' });
  await expect.poll(() => box.hasFocus()).toBe(true);
  const help = page.role('complementary', { name: 'Help' });
  act(() => emit('command', { command: 'show.help' }));
  await help.role('heading', { name: 'Receive a set' }).element();
  expect(page.role('dialog').isShown()).toBe(false);
  expect(box.hasFocus()).toBe(true);
  await user.keyboard('99NOWHERE1{Enter}');
  await page.role('region', { name: 'Last step', hasText: '99NOWHERE1' }).element();
  await page.role('link', { name: 'Slips' }).click();
  await help.role('heading', { name: 'Slips' }).element();
  act(() => emit('command', { command: 'show.help' }));
  await expect.poll(() => help.isShown()).toBe(false);
});

test('? shows the keys, except in a text box, where it is typed; Escape in the help returns the focus', async () => {
  const program = await showProgram('demo');
  const { page, user } = program;
  const { search, rows } = await openRequests(program);
  const help = page.role('complementary', { name: 'Help' });
  await search.press('?');
  expect(search.value()).toBe('?');
  expect(help.isShown()).toBe(false);
  await user.clear(await search.element());
  await expect.poll(() => rows().length).toBeGreaterThan(1);
  await user.keyboard('{ArrowDown}');
  const row = document.activeElement;
  expect(row?.getAttribute('role')).toBe('row');
  await user.keyboard('?');
  await help.role('row', { name: /^Ctrl \+ Z/ }).element();
  expect(document.activeElement).toBe(row);
  await help.role('tab', { name: 'What’s new' }).click();
  await help.role('tab', { name: 'What’s new', selected: true }).element();
  await user.keyboard('{Escape}');
  await expect.poll(() => help.isShown()).toBe(false);
  await expect.poll(() => document.activeElement === row).toBe(true);
});
