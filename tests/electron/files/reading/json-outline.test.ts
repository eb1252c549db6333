import * as fc from 'fast-check';
import { open } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { jsonBatches } from '../../../../electron/main/files/reading/json-batches.ts';
import { Outliner } from '../../../../electron/main/files/reading/json-outline.ts';
import { libraryWith } from '../import-desk.ts';
import { useImportDesk } from '../use-import-desk.ts';
import { checkProperty } from '../../../support/check-property.ts';

const desk = useImportDesk({ hasLibrary: true });

/** Reads the rows of a text like an import, with the bytes in chunks of one size. */
const rowsOf = async (text: string, chunkBytes: number): Promise<Record<string, unknown[]> | string> => {
  const bytes = Buffer.from(text);
  const outliner = new Outliner(0);
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    if (!outliner.push(bytes.subarray(at, at + chunkBytes))) break;
  }
  const outline = outliner.end();
  if (outline.broken) return outline.broken.why;
  const file = await open(desk.file('rows.json', bytes), 'r');
  const found: Record<string, unknown[]> = {};
  try {
    for await (const { section, rows } of jsonBatches(file, outline))
      for (const row of rows)
        (found[section] ??= []).push('value' in row ? row.value : 'unreadable' in row ? row.unreadable : row);
  } finally {
    await file.close();
  }
  return found;
};

test('any rows equal the result of JSON.parse, however the bytes are split', async () => {
  await checkProperty(
    fc.asyncProperty(
      fc.array(fc.jsonValue({ maxDepth: 4 }), { maxLength: 20 }),
      fc.array(fc.string({ unit: 'binary' }), { maxLength: 5 }),
      fc.integer({ min: 1, max: 40 }),
      fc.constantFrom(0, 1),
      async (requests, patrons, chunkBytes, indent) => {
        const text = JSON.stringify(
          { other: requests, requests, version: 1, patrons, last: [[]] },
          null,
          indent,
        );
        const expected = JSON.parse(text) as { requests: unknown[]; patrons: unknown[] };
        expect(await rowsOf(text, chunkBytes)).toEqual({
          ...(requests.length > 0 && { requests: expected.requests }),
          ...(patrons.length > 0 && { patrons: expected.patrons }),
        });
      },
    ),
    { numRuns: 120 },
  );
});

test('no bytes make an import throw, or get past the database’s constraints', async () => {
  const whole = JSON.stringify(libraryWith([{ externalId: 'A', title: 'T', items: [{ barcode: 'B' }] }]));
  await checkProperty(
    fc.asyncProperty(
      fc.integer({ min: 0, max: whole.length }),
      fc.integer({ min: 0, max: 12 }),
      fc.uint8Array({ maxLength: 12 }),
      async (at, cut, bytes) => {
        const content = Buffer.concat([
          Buffer.from(whole.slice(0, at)),
          bytes,
          Buffer.from(whole.slice(at + cut)),
        ]);
        const report = await desk.import(desk.file('a.json', content));
        expect(report.outcome).not.toBe('cancelled');
        expect(report.failure === null).toBe(report.outcome === 'done');
      },
    ),
    { numRuns: 80 },
  );
  expect(desk.db.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(desk.db.pragma('foreign_key_check')).toEqual([]);
});

test('rows of any shape never make an import throw', async () => {
  const anything = fc.jsonValue({ maxDepth: 3 });
  const field = fc.constantFrom(
    'externalId',
    'title',
    'patron',
    'rota',
    'items',
    'notes',
    'condition',
    'dueOn',
    'volumes',
    'barcode',
    'loan',
    'status',
    'code',
    'name',
    'library',
  );
  const row = fc.dictionary(
    field,
    fc.oneof(anything, fc.dictionary(field, anything), fc.array(fc.dictionary(field, anything))),
  );
  await checkProperty(
    fc.asyncProperty(fc.array(row, { maxLength: 8 }), async (rows) => {
      const file = {
        format: 'borrow-desk/library',
        version: 1,
        libraries: rows,
        desks: rows,
        partners: rows,
        patrons: rows,
        requests: rows,
      };
      const report = await desk.import(desk.file('a.json', file));
      const { added, updated, unchanged, refused } = report.totals;
      expect(report.outcome).toBe('done');
      expect(added + updated + unchanged + refused).toBe(rows.length * 5);
    }),
    { numRuns: 80 },
  );
});
