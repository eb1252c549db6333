import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { bringLibrary } from '../../../../electron/main/connections/hub/begin-sharing.ts';
import { readJoining } from '../../../../electron/main/connections/hub/joining-file.ts';
import { realServer } from '../../../support/hub/real-server.ts';
import { twoWorkstations } from '../../../support/hub/two-workstations.ts';
import { valueOf } from '../../../support/results.ts';

const { server, first } = await realServer();

test('who could not join is no workstation of the hub afterwards', async () => {
  const [one] = await twoWorkstations(server, first);
  const file = join(dirname(first.file), 'third.incoming');
  const drop = (): void => rmSync(file, { force: true });
  const fails = (at: 'the first rows' | 'the end'): Promise<unknown> => {
    const failsAt = (now: typeof at): void => {
      if (at === now) throw new Error('The disk is full.');
    };
    const bring = bringLibrary({ file, drop, decide: () => failsAt('the end') });
    const invitation = readJoining(one.written());
    if (!invitation) throw new Error('no joining file');
    return bring(invitation, 'Desk three', () => failsAt('the first rows'));
  };
  for (const at of ['the first rows', 'the end'] as const) {
    valueOf(await one.hub.invite({ hours: 1 }));
    await expect(fails(at)).rejects.toThrow('The disk is full.');
    // One that stays would hold back for ever what goes when all have it.
    expect(valueOf(await one.hub.workstations({})).map(({ name }) => name)).toEqual(['Desk one', 'Desk two']);
  }
}, 60_000);
