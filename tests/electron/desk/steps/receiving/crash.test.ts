import { expect, test } from 'vitest';
import { connect } from '../../../../../electron/main/db/open.ts';
import { addRequest, openTestDesk } from '../../../../support/desk.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { howMany } from '../../../../support/how-many.ts';
import { runUntilKilled } from '../../../../support/killed-child.ts';

const child = 'tests/fixtures/crash/receive-until-killed.ts';
/** `RECEIVE_KILLS=1000` for a long run. */
const kills = howMany('RECEIVE_KILLS', 12, 1_000);

const desk = forEachTest(openTestDesk);

test(
  `${kills} kills while receiving lose no confirmed volume and store none twice`,
  { timeout: 60_000 + kills * 3_000 },
  async () => {
    // A child receives ten lines' worth and a few more in its last moment: fewer than six sets.
    desk.raw.transaction(() => {
      for (let number = 0; number < kills * 6; number += 1)
        addRequest(desk, { externalId: `X${number}`, volumes: 3, pickupDeskId: number % 2 === 0 ? 1 : 2 });
    })();
    desk.raw.pragma('wal_checkpoint(TRUNCATE)');
    const confirmed: string[] = [];
    let doneSets = 0;
    let unconfirmed = 0;
    for (let run = 0; run < kills; run += 1) {
      const lines = await runUntilKilled(child, [desk.file, String(run)]);
      expect(lines.filter((line) => line.startsWith('refused'))).toEqual([]);
      for (const line of lines) {
        if (line.startsWith('volume ')) confirmed.push(line.slice('volume '.length));
        if (line.startsWith('done ')) doneSets += 1;
      }
      const check = connect(desk.file);
      expect(check.pragma('integrity_check', { simple: true })).toBe('ok');
      expect(check.pragma('foreign_key_check')).toEqual([]);
      const stored = (check.prepare('SELECT barcode FROM item').all() as { barcode: string }[]).map(
        ({ barcode }) => barcode,
      );
      check.close();
      expect(new Set(stored).size).toBe(stored.length);
      const missing = new Set(confirmed);
      for (const barcode of stored) missing.delete(barcode);
      expect([...missing]).toEqual([]);
      // A kill between storing and confirming leaves a volume that was not confirmed, but is stored.
      unconfirmed = stored.length - confirmed.length;
      expect(unconfirmed).toBeLessThanOrEqual(run + 1);
    }
    // The test proves something only if the kills happened during work.
    expect(confirmed.length).toBeGreaterThan(kills);
    expect(doneSets).toBeGreaterThan(0);
    // Every volume has its step, its slip and its lines, and every finished set exactly one message to the partner.
    const one = (query: string) => Object.values(desk.raw.prepare(query).get() as Record<string, unknown>)[0];
    const items = one('SELECT count(*) FROM item');
    expect(one("SELECT count(*) FROM command_log WHERE kind = 'receive'")).toBe(items);
    expect(one('SELECT count(*) FROM print_job')).toBe(items);
    expect(one("SELECT count(*) FROM outbox WHERE kind = 'received'")).toBe(
      one("SELECT count(*) FROM command_log WHERE kind = 'finish-receiving'"),
    );
  },
);
