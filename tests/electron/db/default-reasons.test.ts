import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { reasonsSql } from '../../../electron/main/db/default-reasons.ts';
import { schemaSql } from '../../../electron/main/db/schema.ts';
import german from '../../../shared/words/de.json' with { type: 'json' };
import { t, translateBy } from '../../../shared/words/words.ts';

const labelsAfter = (sql: string): string[] => {
  const db = new Database(':memory:');
  db.exec(`${schemaSql}\n${sql}`);
  const labels = db.prepare('SELECT label FROM cancellation_reason ORDER BY id').pluck().all() as string[];
  db.close();
  return labels;
};

test('a new database has its cancellation reasons in the language it is made in', () => {
  const english = labelsAfter('');
  expect(labelsAfter(reasonsSql(t))).toEqual(english);
  const own = labelsAfter(reasonsSql(translateBy(german, 'de')));
  expect(own).toContain('Die Kosten sind zu hoch');
  // None is left in English.
  expect(own.filter((label) => english.includes(label))).toEqual([]);
});

test('no two reasons have the same words, in any language', () => {
  for (const labels of [labelsAfter(reasonsSql(t)), labelsAfter(reasonsSql(translateBy(german, 'de')))])
    expect(labels).toHaveLength(new Set(labels).size);
});
