import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { joinHub } from '../../../../electron/main/sync/link/join-hub.ts';
import { readJoining } from '../../../../electron/main/sync/link/joining-file.ts';
import { realServer } from '../../../support/hub/real-server.ts';
import { openWorkstation } from '../../../support/hub/workstation.ts';
import { twoWorkstations } from '../../../support/hub/two-workstations.ts';
import { valueOf } from '../../../support/results.ts';

const { server, first } = await realServer();

test('after a failed join, the hub does not list the workstation', async () => {
  const [one] = await twoWorkstations(server, first);
  const file = join(dirname(first.file), 'third.incoming');
  const drop = (): void => rmSync(file, { force: true });
  const fails = (at: 'the first rows' | 'the end'): Promise<unknown> => {
    const failsAt = (now: typeof at): void => {
      if (at === now) throw new Error('The disk is full.');
    };
    const incoming = { file, drop, decide: () => failsAt('the end') };
    const invitation = readJoining(one.written());
    if (invitation === null || invitation === 'other-schema') throw new Error('no joining file');
    return joinHub(incoming, invitation, 'Desk three', () => failsAt('the first rows'));
  };
  valueOf(await one.hub.invite({ hours: 1 }));
  const ofOtherSchema = JSON.stringify({ ...(JSON.parse(one.written()) as object), schema: 'another' });
  const third = openWorkstation(join(dirname(first.file), 'third.sqlite'), () => ofOtherSchema);
  expect(await third.hub.chooseJoining({})).toMatchObject({
    ok: false,
    error: {
      message: expect.stringMatching(
        /^This joining file was created by another pre-release version of Borrow Desk/u,
      ),
    },
  });
  await third.stop();
  for (const at of ['the first rows', 'the end'] as const) {
    valueOf(await one.hub.invite({ hours: 1 }));
    await expect(fails(at)).rejects.toThrow('The disk is full.');
    // A leftover workstation would forever delay the deletion of steps that all must have pulled.
    expect(valueOf(await one.hub.workstations({})).map(({ name }) => name)).toEqual(['Desk one', 'Desk two']);
  }
}, 60_000);
