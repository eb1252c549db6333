import { expect, test } from 'vitest';
import type { RequestId } from '../../../shared/domain/ids.ts';
import { readHubState } from '../../../electron/main/desk/store/hub.queries.ts';
import { newOpId } from '../../support/desk.ts';
import { randomOf, type Random } from '../../support/fuzz/random.ts';
import { howMany } from '../../support/how-many.ts';
import { somethingToDo } from '../../support/hub/staff-acts.ts';
import { lie, mutated, stepsAfter } from '../../support/hub/hostile-steps.ts';
import { sharedLibrary } from '../../support/hub/shared-library.ts';
import type { SyncDesk } from '../../support/hub/sync-desk.ts';
import { lifeTries } from '../../support/life-tries.ts';

// Whatever gets into the hub's order despite all its checks, a workstation writes it or sets it aside, and continues.

const shared = sharedLibrary();

const waits = ({ raw }: SyncDesk): number =>
  raw.prepare<[], number>('SELECT count(*) FROM hub_pending').pluck().get() ?? 0;
const note = (desk: SyncDesk, requestId: number): void => {
  expect(lifeTries(desk)['add-note']?.(requestId as RequestId, newOpId(), 1)).toMatchObject({ ok: true });
};

/** Takes a step that the rules allow. */
const work = (desk: SyncDesk, random: Random): void => {
  const before = waits(desk);
  for (let tries = 0; waits(desk) === before && tries < 50; tries += 1) {
    const requestId = (1 + random.below(4)) as RequestId;
    somethingToDo(desk, random, { opId: newOpId(), requestId, earlier: [] }).act();
  }
};

test('steps that were altered in any way are written or set aside, and block nothing', async () => {
  let [steps, aside] = [0, 0];
  for (let seed = 1; seed <= howMany('HOSTILE_STEPS', 40, 5_000); seed += 1)
    await shared.hub.playOn(async () => {
      const random = randomOf(seed);
      const [one, two] = [shared.openDesk(1), shared.openDesk(2)];
      for (let many = 1 + random.below(4); many > 0; many -= 1) work(two, random);
      await two.sync();
      const lies = (await stepsAfter(shared.hub.query, 0)).map((step) => mutated(step, random));
      for (const step of lies) await lie(shared.hub.query, step);
      note(two, 2);
      await two.sync();
      work(one, random);
      const said = `seed ${seed}: ${JSON.stringify(lies).slice(0, 6_000)}`;
      await expect(one.sync(), said).resolves.toBeUndefined();
      // Rows that were written must not block later steps either.
      work(two, random);
      await two.sync();
      work(one, random);
      work(one, random);
      await expect(one.sync(), said).resolves.toBeUndefined();
      const place = readHubState(two.context.db)?.cursor;
      expect(readHubState(one.context.db)?.cursor, said).toBeGreaterThanOrEqual(place ?? 0);
      expect(waits(one), said).toBe(0);
      expect(one.raw.prepare('SELECT * FROM pragma_foreign_key_check').all(), said).toEqual([]);
      steps += lies.length;
      aside += one.raw.prepare<[], number>('SELECT count(*) FROM hub_aside').pluck().get() ?? 0;
    });
  console.log(`${steps} steps that were changed, ${aside} set aside`);
  expect(aside).toBeGreaterThan(steps / 4);
  expect(aside).toBeLessThan(steps);
}, 86_400_000);
