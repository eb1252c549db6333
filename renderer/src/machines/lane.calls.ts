import { isRetryable, refusal, value } from './answers.ts';
import { broken, late } from './calls.ts';
import { lane } from './lane.setup.ts';
import { toneOf } from './lane.steps.ts';

const refused = [
  {
    type: 'refuse',
    params: ({ event }: { event: { output: Parameters<typeof refusal>[0] } }) => refusal(event.output),
  },
  { type: 'tone', params: 'refused' },
] as const;

/** What was given is looked at. Nothing changes. */
export const looking = lane.createStateConfig({
  tags: 'busy',
  invoke: {
    src: 'look',
    input: ({ context: { kind, pending } }) => {
      if (pending?.call !== 'look' || kind === 'scan-in') throw new Error('Nothing to look at.');
      return { kind, code: pending.code };
    },
    onDone: [
      {
        guard: ({ event }) => event.output.ok,
        target: 'returning',
        actions: { type: 'showLooked', params: ({ event }) => value(event.output) },
      },
      {
        guard: ({ event }) => isRetryable(event.output),
        target: 'lookUnconfirmed',
        actions: { type: 'noteFailure', params: ({ event }) => refusal(event.output) },
      },
      { target: 'ready', actions: [...refused] },
    ],
    onError: broken('lookUnconfirmed'),
  },
  after: late('lookUnconfirmed'),
});

/** It could not be looked at: again, or leave it. Nothing was changed. */
export const lookUnconfirmed = lane.createStateConfig({
  tags: 'unconfirmed',
  entry: { type: 'tone', params: 'attention' },
  on: { 'call.retried': 'looking', 'call.left': { target: 'ready', actions: 'leaveCall' } },
});

/** A step is being taken. */
export const acting = lane.createStateConfig({
  tags: 'busy',
  invoke: {
    src: 'act',
    input: ({ context: { pending } }) => {
      if (pending?.call !== 'act') throw new Error('Nothing to do.');
      return pending.act;
    },
    onDone: [
      {
        guard: ({ event }) => event.output.ok,
        target: 'ready',
        actions: [
          { type: 'confirm', params: ({ event }) => value(event.output) },
          { type: 'tone', params: ({ event }) => toneOf(value(event.output)) },
        ],
      },
      {
        guard: ({ event }) => isRetryable(event.output),
        target: 'actUnconfirmed',
        actions: { type: 'noteFailure', params: ({ event }) => refusal(event.output) },
      },
      { target: 'ready', actions: [...refused] },
    ],
    onError: broken('actUnconfirmed'),
  },
  after: late('actUnconfirmed'),
});

/** It may be stored or not: the same intention again, or leave it; the list beside the lane shows the truth. */
export const actUnconfirmed = lane.createStateConfig({
  tags: 'unconfirmed',
  entry: { type: 'tone', params: 'attention' },
  on: { 'call.retried': 'acting', 'call.left': { target: 'ready', actions: 'leaveCall' } },
});

/** A step is being taken back. */
export const undoing = lane.createStateConfig({
  tags: 'busy',
  invoke: {
    src: 'undoStep',
    input: ({ context: { pending } }) => {
      if (pending?.call !== 'undo') throw new Error('Nothing to undo.');
      return pending.input;
    },
    onDone: [
      {
        guard: ({ event }) => event.output.ok,
        target: 'ready',
        actions: [
          { type: 'confirmUndone', params: ({ event }) => value(event.output) },
          { type: 'tone', params: 'done' },
        ],
      },
      {
        guard: ({ event }) => isRetryable(event.output),
        target: 'undoUnconfirmed',
        actions: { type: 'noteFailure', params: ({ event }) => refusal(event.output) },
      },
      { target: 'ready', actions: [...refused] },
    ],
    onError: broken('undoUnconfirmed'),
  },
  after: late('undoUnconfirmed'),
});

/** It may be taken back or not: the same intention again, or leave it. */
export const undoUnconfirmed = lane.createStateConfig({
  tags: 'unconfirmed',
  entry: { type: 'tone', params: 'attention' },
  on: { 'call.retried': 'undoing', 'call.left': { target: 'ready', actions: 'leaveCall' } },
});
