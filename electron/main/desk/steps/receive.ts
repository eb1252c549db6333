import { ok } from '../../../../shared/ipc/result.ts';
import { receiveVolume } from '../circulation/receiving/receive-volume.ts';
import { runStep } from '../kernel/step.ts';
import { commandOfReceiving } from './receiving.ts';
import type { TakeStep } from './take-step.ts';

/** Receives one item: stores it with its slip, and tells partner and patron unless more volumes follow. */
export const receive: TakeStep<'receive'> = (context, input) =>
  runStep(
    context,
    commandOfReceiving(context, 'receive', input),
    () => ok(input),
    (step) => receiveVolume(context, step, input),
  );
