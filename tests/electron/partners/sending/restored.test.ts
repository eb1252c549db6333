import { copyFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { keepWorkstation } from '../../../../electron/main/db/workstation-rows.ts';
import { postMessage } from '../../../../electron/main/partners/exchange/post-message.ts';
import type { PostResult } from '../../../../electron/main/sending/verdict.ts';
import { openCopyOf, type TestDesk } from '../../../support/desk.ts';
import { startTestPartnerQueue, useDeskAndLender } from '../../../support/lender/desk-and-lender.ts';
import { outboxRows } from '../../../support/letters.ts';
import { waitFor } from '../../../support/waiting.ts';

// A backup is restored: letters that wait in it, and have left since, do not leave again.

const here = useDeskAndLender();

const backedUp = (): string => {
  here.desk.raw.pragma('wal_checkpoint(TRUNCATE)');
  copyFileSync(here.desk.file, `${here.desk.file}.backup`);
  return `${here.desk.file}.backup`;
};
const restored = (backup: string): TestDesk => {
  here.desk.raw.pragma('wal_checkpoint(TRUNCATE)');
  keepWorkstation(here.desk.file, backup);
  return openCopyOf(backup);
};

/** Tells partners from the restored library until no letter to one waits. @returns what was posted */
const tellFrom = async (desk: TestDesk, post: typeof postMessage): Promise<readonly string[]> => {
  const posted: string[] = [];
  const queue = startTestPartnerQueue(desk, {
    post: (xml, ...more) => {
      posted.push(xml);
      return post(xml, ...more);
    },
  });
  queue.kick();
  await waitFor('nothing waits', () =>
    outboxRows(desk).some(({ state, kind }) => kind === 'request' && state !== 'sent') ? undefined : true,
  );
  await queue.stop();
  expect(queue.faults).toEqual([]);
  desk.close();
  return posted;
};

test('a request that waits in the restored backup, but was confirmed since, counts as sent and is not posted again', async () => {
  here.send(here.newRequest());
  const backup = backedUp();
  await here.settled();
  expect(here.said()).toEqual(['request confirmed']);
  expect(await tellFrom(restored(backup), postMessage)).toEqual([]);
});

test('a message that was being posted is sent again with the same bytes', async () => {
  here.send(here.newRequest());
  const backup = backedUp();
  const posted: string[] = [];
  here.start({
    post: (xml) => {
      posted.push(xml);
      return new Promise<PostResult>(() => undefined);
    },
  });
  here.queue.kick();
  await waitFor('it is being posted', () => posted[0]);
  await here.queue.stop(1);
  expect(await tellFrom(restored(backup), postMessage)).toEqual(posted);
});
