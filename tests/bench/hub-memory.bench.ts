import { setTimeout as pause } from 'node:timers/promises';
import { launchDesk, filledFolder } from '../support/launch.ts';
import { makeTwoFolders } from '../support/hub/two-folders.ts';
import { heldNow } from './held-memory.ts';
import { median, report } from './report.ts';

const idleMs = 10_000;
const looks = 5;

/** What the program holds with a hub, and without. */
export const benchHubMemory = async (): Promise<void> => {
  const without = await heldBy(await filledFolder('demo'));
  const two = await makeTwoFolders();
  const shared = await heldBy(two.folders[0]);
  await two.stop();
  report({
    what: 'memory of a workstation that shares its requests',
    value: shared.mb,
    floor: without.mb,
    unit: 'MB',
    goalRatio: 1.05,
    more: {
      floorIs: 'the same library alone',
      mainMb: Math.round(shared.mainMb),
      mainAloneMb: Math.round(without.mainMb),
    },
  });
};

const heldBy = async (dataDir: string): Promise<{ readonly mb: number; readonly mainMb: number }> => {
  const desk = await launchDesk({ dataDir });
  const devTools = await desk.page.context().newCDPSession(desk.page);
  await pause(idleMs);
  const held = [];
  for (let look = 0; look < looks; look += 1) held.push(await heldNow(desk, devTools));
  await desk.close();
  return { mb: median(held.map(({ mb }) => mb)), mainMb: median(held.map(({ mainMb }) => mainMb)) };
};
