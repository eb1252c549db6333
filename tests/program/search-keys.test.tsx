import { expect, test } from 'vitest';
import { showProgram } from '../support/page/program-page.tsx';
import { openRequests } from '../support/page/requests.ts';

test('an invalid key is named while typing, and a key without a value says what is missing', async () => {
  const program = await showProgram('demo');
  const { user, page } = program;
  const { search, chips } = await openRequests(program);
  const grid = await page.role('grid', { name: 'Requests' }).element();
  const found = () => Number(grid.getAttribute('aria-rowcount'));
  const all = found();
  expect(all).toBeGreaterThan(1);
  await search.fill('creator:s');
  await expect.poll(() => chips.text()).toContain('“creator:” isn’t a search key. Try created:, ');
  // It has no effect.
  await expect.poll(found).toBe(all);
  await search.fill('created:');
  // It may still become a date.
  await expect.poll(() => chips.isShown()).toBe(false);
  await search.press('{Enter}');
  await expect.poll(() => chips.text()).toContain('created:2026-11-20');
  await user.keyboard('patron:reader ');
  await expect.poll(() => chips.text()).toContain('patron:reader');
});

test('the facet Created counts the requests created this week, including today, and its value is a named filter', async () => {
  const program = await showProgram('demo', {
    before: ({ raw }) => {
      raw.exec("UPDATE request SET created_at = '2020-01-01T00:00:00.000Z'");
      const now = new Date().toISOString();
      raw.prepare("UPDATE request SET created_at = ? WHERE external_id = '01MAIN0000101'").run(now);
    },
  });
  const { page } = program;
  const { chips, facet, openFilters, rows } = await openRequests(program);
  await openFilters();
  const counts = () =>
    page
      .role('region', { name: 'Created' })
      .all('img')
      .map((each) => each.textContent);
  const [{ others } = { others: 0 }] = program.ask<{ readonly others: number }>(
    'SELECT count(*) - 1 AS others FROM request',
  );
  await expect.poll(counts).toEqual(['1', '1', '1', String(others)]);
  await facet('Created', 'This week').click();
  await expect.poll(() => rows().length).toBe(1);
  expect(chips.text()).toContain('Created: This week');
});
