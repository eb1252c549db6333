import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { lastErrors } from '../../../electron/main/log/log.ts';
import { openLog } from '../../../electron/main/log/log.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});

test('returns the newest warnings and errors, a line each, without traces, messages and other lines', () => {
  const log = openLog({ folder, now: () => new Date('2026-11-25T09:30:00Z') });
  log.warn('page.gone', { reason: 'crashed' });
  log.info('backup.made');
  log.error('call.failed', new TypeError('Ada Byron, /home/ada/desk'), { channel: 'receiving.open' });
  log.warn('call.slow', { channel: 'Ada Byron' });
  expect(lastErrors(folder, 2)).toEqual([
    '2026-11-25T09:30:00.000Z error call.failed channel=receiving.open TypeError',
    '2026-11-25T09:30:00.000Z warn call.slow channel=[hidden]',
  ]);
  expect(lastErrors(folder, 10)).toHaveLength(3);
});

test('returns none without a log', () => {
  expect(lastErrors(join(folder, 'missing'), 10)).toEqual([]);
});
