import { expect, test } from 'vitest';
import { backupsExpireBefore, backupRetentionNotice } from '../../../shared/domain/backups.ts';

const now = new Date('2026-11-25T09:30:00Z');

test('a backup is deleted if patron data was removed after it and it is older than the setting allows', () => {
  expect(backupsExpireBefore(null, now, 90)).toBe(null);
  // Removed yesterday: backups older than 90 days are deleted today, the others one by one.
  expect(backupsExpireBefore(new Date('2026-11-24T00:00:00Z'), now, 90)).toEqual(
    new Date('2026-08-27T09:30:00Z'),
  );
  // Removed long ago: backups made since do not contain the data, and are kept.
  const longAgo = new Date('2026-01-01T00:00:00Z');
  expect(backupsExpireBefore(longAgo, now, 90)).toEqual(longAgo);
});

test('the sentence before a decision states the days of the setting', () => {
  expect(backupRetentionNotice(90)).toContain('90 days');
  expect(backupRetentionNotice(365)).toContain('365 days');
});
