import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { useImportDesk } from '../use-import-desk.ts';

// Files as other systems export them, with their heads, encodings, dates and words; people and works are made up.

const desk = useImportDesk({ hasLibrary: true });

const fixture = (name: string): string => join(import.meta.dirname, '../../../fixtures/exports', name);

/** The stored values of each request; empty for none. */
const stored = (): unknown[] =>
  desk.values(`SELECT external_id || '|' || request.title || '|' || request.status || '|' || ifnull(due_on, '') || '|' || substr(ifnull(created_at, ''), 1, 10)
         || '|' || ifnull(patron.barcode, '') || '|' || ifnull(patron.name, '') || '|' || ifnull(partner.code, '') || '|' || ifnull(desk.name, '')
         || '|' || (SELECT ifnull(group_concat(line.code, ' '), '') FROM (SELECT partner.code FROM turn
              JOIN partner ON partner.id = turn.partner_id WHERE request_id = request.id ORDER BY position) AS line)
         FROM request LEFT JOIN patron ON patron.id = patron_id LEFT JOIN partner ON partner.id = request.partner_id
         LEFT JOIN desk ON desk.id = pickup_desk_id ORDER BY request.id`);

/** The result of each file. */
const files: Readonly<Record<string, readonly string[]>> = {
  'alma-list-exceljs.xlsx': [
    '01SPC0000401|Go fish|RECEIVED_PHYSICALLY|2026-12-01|2026-10-02|READER-ANNA|Reader, Anna|NORTH-UNIVERSITY-LIBRARY|Main Library|NORTH-UNIVERSITY-LIBRARY',
    '01SPC0000402|Birds of the marsh|SHIPPED_PHYSICALLY|2026-12-04|2026-10-03|LESER-GOTZ|Leser, Götz|LAKESIDE-COLLEGE|Hilltop Branch|LAKESIDE-COLLEGE',
    '01SPC0000403|On the growth of mosses|Received - not for loan||2026-10-05|READER-ANNA|Reader, Anna|LAKESIDE-COLLEGE|Main Library|LAKESIDE-COLLEGE',
  ],
  'alma-list-german.csv': [
    '01SPC0000301|Über Moose|CANCELLED||2026-10-02|LESER-GOTZ|Leser, Götz|UNIVERSITAT-NORD|Zentralbibliothek|UNIVERSITAT-NORD',
    '01SPC0000302|Digitales|RECEIVED_DIGITALLY||2026-10-05|LESERIN-ANNA|Leserin, Anna|UNIVERSITAT-NORD|Zentralbibliothek|UNIVERSITAT-NORD',
    '01SPC0000303|Fremdes Wort|An Drittanbieter exportiert|2026-12-05|2026-10-06|LESERIN-ANNA|Leserin, Anna|UNIVERSITAT-SUD|Zweigstelle|UNIVERSITAT-SUD',
  ],
  // One row per partner; it is the second one's turn.
  'alma-analytics.txt': [
    '01SPC0000201|Go fish|REQUEST_SENT||2026-10-02|anna1|Reader, Anna|LAKE|Main Library|NORTH LAKE',
    '01SPC0000202|Études sur le thé|LOANED|2026-12-01|2026-09-13|goetz|Leser, Götz|LAKE|Hilltop Branch|LAKE',
    '01SPC0000203|An odd state|Pending approval||2026-11-05|anna1|Reader, Anna|NORTH||NORTH',
  ],
  'illiad-transactions.csv': [
    '301001|Straße und Stadt: eine Einführung|LOANED|2026-11-25|2026-10-02|jdoe|jdoe|EAU||EAU NSC QHE',
    '301002|On the growth of mosses|RECEIVED_DIGITALLY||2026-10-05|mroe|mroe|NSC||NSC',
    '301003|Birds of the marsh|REQUEST_SENT||2026-10-06|jdoe|jdoe|EAU||EAU NSC',
    '301005|Renewed thing|RENEWED|2027-01-20|2026-10-06|mroe|mroe|QHE||QHE',
    "301006|In a queue of our own|Awaiting Dean's Blessing||2026-10-06|mroe|mroe|QHE||QHE",
  ],
  // Days counted from 1904, a title above the heads, another sheet.
  'illiad-grid-sheetjs.xlsx': [
    '301101|Sea of sand|LOANED|2025-11-29|2025-10-02|jdoe|jdoe|EAU||EAU',
    '301102|Mosses at sea|RECEIVED_DIGITALLY||2025-10-03|mroe|mroe|NSC||NSC',
  ],
  'worldshare-borrower.xls': [
    '214000001|The "quiet" river|RECEIVED_PHYSICALLY|2026-11-30|2026-09-02|P1000001|Reader, Anna|EAU|Main Library|EAU',
    '214000002|Birds of the marsh, vol. 2|SHIPPED_PHYSICALLY|2026-12-04|2026-09-04|P1000002|Leser, Götz|NSC|Hilltop Branch|NSC',
    '214000003|On the growth of mosses|SHIPPED_DIGITALLY||2026-09-05|P1000001|Reader, Anna|QHE|Main Library|QHE',
    '214000004|A history of tin|CANCELLED_BY_STAFF||2026-09-05|P1000003|Other, Olga||Main Library|',
  ],
  'tipasa.csv': [
    '220001|Wind and weather|REQUEST_SENT||2026-10-13|P1|Reader, Anna|EAU|Main Library|EAU NSC',
    '220002|Rivers|RECEIVED_PHYSICALLY|2026-12-20|2026-10-14|P1|Reader, Anna|EAU|Main Library|EAU',
    '220003|Small streams|REJECTED||2026-10-15|P2|Other|NSC|Branch|NSC',
  ],
  '12-ill-reportresults.csv': [
    '101|Moose; eine Übersicht|LOANED|2026-12-01|2026-10-02|51|Leser, Götz||CPL|',
    '102|Über den Wuchs|REQUEST_SENT||2026-10-05|52|Leserin, Anna||CPL|',
    '103|Ohne Datum|CANCEL_REPLY|||52|Leserin, Anna||FPL|',
  ],
  'other-write-excel-file.xlsx': [
    'R-1|Wind & weather <1>|LOANED|2026-12-01||READER-ANNA|Reader, Anna|EAU||EAU',
    'R-2|Rivers|SHIPPED_PHYSICALLY|||LESER-GOTZ|Leser, Götz|NSC||NSC',
  ],
};

for (const [name, rows] of Object.entries(files))
  test(`${name} is imported correctly, and changes nothing the second time`, async () => {
    const first = await desk.import(fixture(name));
    expect(first).toMatchObject({ outcome: 'done', failure: null });
    expect(stored()).toEqual(rows);
    const again = await desk.import(fixture(name));
    expect(again.totals).toMatchObject({ added: 0, updated: 0, refused: first.totals.refused });
    expect(stored()).toEqual(rows);
  });

test('a row of other work is skipped with its name and is not a fault; an invalid date is reported', async () => {
  const report = await desk.import(fixture('illiad-transactions.csv'));
  expect(report.bySection['requests']).toEqual({
    added: 5,
    updated: 0,
    unchanged: 0,
    conflict: 0,
    skipped: 1,
    refused: 0,
  });
  expect(report.refused).toEqual([]);
  expect(desk.reportLines(report)).toContain('requests,5,301004,,"Lending request, skipped."');
  expect(report.remarks).toMatchObject([{ row: 3, key: '301002' }]);
  expect(report.remarks[0]?.reason).toMatch(/whenever possible/);
});

test('the result of each row is written to a separate file, one line per row', async () => {
  const rowReport = { path: join(desk.folder, 'rows.jsonl'), as: 'json-lines' } as const;
  await desk.import(fixture('illiad-transactions.csv'), { rowReport });
  const lines = readFileSync(rowReport.path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.map(({ row, outcome, externalId }) => [row, outcome, externalId])).toEqual([
    [2, 'added', '301001'],
    [3, 'added', '301002'],
    [4, 'added', '301003'],
    [5, 'skipped', '301004'],
    [6, 'added', '301005'],
    [7, 'added', '301006'],
  ]);
  expect(lines[3]?.['reason']).toBe('Lending request, skipped.');
});
