import { expect, test } from 'vitest';
import { sharedLibrary } from '../../support/hub/shared-library.ts';

const shared = sharedLibrary();

const ago = async (interval: string): Promise<void> => {
  await shared.hub.query(
    `UPDATE hub.workstation SET waiting = 0, seen_at = now() - interval '${interval}' WHERE number = 1`,
    [],
  );
};
const secondsSince = async (): Promise<number> => {
  const [row] = await shared.hub.query(
    'SELECT extract(epoch FROM now() - seen_at)::int AS seconds FROM hub.workstation WHERE number = 1',
    [],
  );
  return (row as { readonly seconds: number }).seconds;
};
const renew = async (): Promise<void> => {
  await shared.hub.queryAs(1)('SELECT hub.take_lease($1, $2)', ['care', 90]);
};

test('a workstation that only renews its lease counts as seen, without a write each time', () =>
  shared.hub.playOn(async () => {
    await ago('2 hours');
    await renew();
    expect(await secondsSince()).toBe(0);
    await ago('30 seconds');
    await renew();
    expect(await secondsSince()).toBe(30);
    // The steps that it had reported as pending have been shared by then.
    await shared.hub.query('UPDATE hub.workstation SET waiting = 3 WHERE number = 1', []);
    await renew();
    expect(await shared.hub.query('SELECT waiting FROM hub.workstation WHERE number = 1', [])).toEqual([
      { waiting: 0 },
    ]);
  }));

const placeOf = async (login: number): Promise<unknown> =>
  await shared.hub.query(
    'SELECT number::int, cursor::int FROM hub.workstation WHERE login = (SELECT login FROM hub.workstation WHERE number = $1) AND ended_at IS NULL',
    [login],
  );

test('a workstation reports its position with its lease, and keeps it under a new number', () =>
  shared.hub.playOn(async () => {
    const ask = shared.hub.queryAs(2);
    await ask('SELECT hub.take_lease($1, $2, $3)', ['care', 90, 7]);
    await ask('SELECT hub.take_lease($1, $2)', ['care', 90]);
    expect(await placeOf(2)).toEqual([{ number: 2, cursor: 7 }]);
    await ask('SELECT hub.begin_anew()', []);
    expect(await placeOf(2)).toEqual([{ number: expect.any(Number) as number, cursor: 7 }]);
  }));
