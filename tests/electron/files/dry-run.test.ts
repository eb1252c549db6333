import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { noMapping } from '../../../shared/domain/intake/mapping.ts';
import { alma, countsOf, useImportWindow } from './import-window-desk.ts';

// The result of each row of a file, before it is imported.

const { desk, host, window, requestCount, chooseText, dryRunIt, importIt } = useImportWindow();

test('a dry run stores nothing, predicts the result of each row, and leaves nothing but its report', async () => {
  const first = await chooseText(alma);
  const dryRun = await dryRunIt(first);
  expect(countsOf(dryRun)).toEqual({ added: 2, refused: 1 });
  expect(dryRun.outcomes?.find(({ outcome }) => outcome === 'refused')?.rows).toEqual([
    {
      section: 'requests',
      row: 4,
      key: 'R-3',
      title: '',
      reason: expect.stringMatching(/Title/),
      changes: [],
    },
  ]);
  expect(window.dryRunTold).toBeGreaterThan(0);
  expect(requestCount()).toBe(0);
  expect(desk.value("SELECT count(*) FROM partner WHERE name = 'West College'")).toBe(0);
  expect(existsSync(join(desk.folder, 'trial'))).toBe(false);
  expect(host.service.showDryRun()).toEqual({ ok: true, value: null });
  const lines = readFileSync(host.shown[0] ?? '', 'utf8')
    .replace('\uFEFF', '')
    .trimEnd()
    .split('\r\n');
  expect(lines.map((line) => line.split(',').slice(0, 4))).toEqual([
    ['section', 'row', 'outcome', 'key'],
    ['requests', '2', 'New', 'R-1'],
    ['requests', '3', 'New', 'R-2'],
    ['requests', '4', 'Refused', 'R-3'],
  ]);
  const imported = await importIt(first);
  expect(imported.outcomes).toEqual(dryRun.outcomes);

  const again = await chooseText(alma.replace('12/20/2026', '12/24/2026'));
  const second = await dryRunIt(again);
  expect(countsOf(second)).toEqual({ unchanged: 1, updated: 1, refused: 1 });
  expect((await importIt(again)).outcomes).toEqual(second.outcomes);
  expect(window.faults).toEqual([]);
});

test('a dry run sees what earlier rows of the same file would have added, like the import', async () => {
  const rows = Array.from(
    { length: 2_500 },
    (_, at) => `N-${at},Book ${at},Someone,"Reader, B.",,New Place ${at % 3},MAIN-CIRC,,`,
  );
  const heads = alma.split('\n')[0] ?? '';
  const token = await chooseText(
    [heads, ...rows, 'N-0,Book 0,Someone,"Reader, B.",,,MAIN-CIRC,,'].join('\n'),
  );
  const dryRun = await dryRunIt(token);
  expect(countsOf(dryRun)).toEqual({ added: 2_500, refused: 1 });
  // Only the first of many rows are listed; the report has all of them.
  expect(dryRun.outcomes?.[0]?.rows).toHaveLength(200);
  host.service.showDryRun();
  expect(
    readFileSync(host.shown[0] ?? '', 'utf8')
      .trimEnd()
      .split('\r\n'),
  ).toHaveLength(2_502);
  expect((await importIt(token)).outcomes).toEqual(dryRun.outcomes);
});

test('a dry run can be cancelled, and only one runs at a time', async () => {
  const rows = Array.from({ length: 20_000 }, (_, at) => `N-${at},Book ${at},Someone,,,,,,`);
  const token = await chooseText([alma.split('\n')[0], ...rows].join('\n'));
  const first = host.service.dryRun({ token, mapping: noMapping });
  expect(await host.service.dryRun({ token, mapping: noMapping })).toMatchObject({
    error: { code: 'import-running' },
  });
  while (window.dryRunTold === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(host.service.cancelDryRun()).toEqual({ ok: true, value: null });
  const ended = await first;
  expect(ended.ok ? ended.value.outcome : ended.error.message).toMatch(/cancelled|The preview stopped early/);
  expect(existsSync(join(desk.folder, 'trial'))).toBe(false);
});
