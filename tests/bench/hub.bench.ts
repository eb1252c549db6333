import { take } from '../../electron/main/desk/steps/take.ts';
import { v7 as uuidv7 } from 'uuid';
import type { OpId, RequestId } from '../../shared/domain/ids.ts';
import { ofTheOthers, takeDay } from './day-of-steps.ts';
import type { DeskCopy } from './desk-copy.ts';
import { benchBack } from './hub-back.bench.ts';
import { benchHubListening } from './hub-listening.bench.ts';
import { benchPushes } from './hub-pushes.bench.ts';
import { openHubWorld, type HubWorld } from './hub-world.ts';
import { median, percentile, report, timed } from './report.ts';

const rounds = 400;
const warmUp = 50;
/** The number of steps that fifty workstations take in a day. */
const aDay = 24_000;

/** Measures workstations on one hub: the extra cost of a step, how many the hub places per second, how fast they arrive elsewhere. */
export const benchHub = async (dataDir: string, folder: string, requests: number): Promise<void> => {
  const world = await openHubWorld(dataDir, folder);
  try {
    // First, while their libraries equal that of the hub.
    await benchHubListening(world);
    const one = world.sharing(1);
    const stepMs = await benchStep(world, one);
    takeDay(one, Math.min(aDay, Math.floor(requests / 2)), ofTheOthers, 0);
    await benchPushes(world, one);
    one.raw.close();
    await benchBack(world, stepMs);
  } finally {
    await world.stop();
  }
};

const benchStep = async (world: HubWorld, one: DeskCopy): Promise<number> => {
  const alone = world.alone('hub-alone');
  const requests = alone.raw
    .prepare(
      `SELECT id FROM request WHERE status = 'SHIPPED_PHYSICALLY' AND volumes_expected = 1 AND ${ofTheOthers} LIMIT ?`,
    )
    .pluck()
    .all(rounds) as RequestId[];
  const aloneMs: number[] = [];
  const sharedMs: number[] = [];
  for (const [round, requestId] of requests.entries()) {
    // Alternates the order, so that the disk activity of the other one affects both.
    const isFirst = round % 2 === 0;
    const early = await timed(() => receive(isFirst ? alone : one, requestId, round));
    const late = await timed(() => receive(isFirst ? one : alone, requestId, round));
    if (round < warmUp) continue;
    aloneMs.push(isFirst ? early : late);
    sharedMs.push(isFirst ? late : early);
  }
  alone.raw.close();
  report({
    what: 'a step of a workstation that shares its requests, median',
    value: median(sharedMs),
    floor: median(aloneMs),
    unit: 'ms',
    goalRatio: 1.1,
    more: { floorIs: 'the same step of one that works alone', p95: percentile(sharedMs, 0.95) },
  });
  return median(aloneMs);
};

const receive = (desk: DeskCopy, requestId: RequestId, round: number): void => {
  const result = take(desk.context, 'receive', {
    opId: uuidv7() as OpId,
    requestId,
    barcode: `HUB-${round}`,
    several: false,
    printSlip: true,
    notifyPatron: true,
    use: null,
  });
  if (!result.ok) throw new Error(result.error.message);
};
