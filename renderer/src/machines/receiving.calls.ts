import { isRetryable, refusal, value } from './answers.ts';
import { broken, late } from './calls.ts';
import { finishesForNext, identifierScanned, touchesOpenForm } from './receiving.answers.ts';
import { receiving } from './receiving.setup.ts';
import { isSetComplete } from './receiving.steps.ts';

/** The request of an external identifier is looked up. */
export const opening = receiving.createStateConfig({
  tags: 'busy',
  invoke: {
    src: 'openRequest',
    input: ({ context: { pending } }) => {
      if (pending?.call !== 'open') throw new Error('Nothing to open.');
      return { code: pending.code, further: pending.further };
    },
    onDone: [
      {
        guard: ({ event }) => event.output.ok,
        target: 'returning',
        actions: [{ type: 'showForm', params: ({ event }) => value(event.output) }, 'formTone'],
      },
      {
        guard: ({ event }) => isRetryable(event.output),
        target: 'openUnconfirmed',
        actions: { type: 'noteFailure', params: ({ event }) => refusal(event.output) },
      },
      { guard: 'isQuietOpen', target: 'ready', actions: 'dropOpening' },
      {
        target: 'ready',
        actions: [
          { type: 'refuse', params: ({ event }) => refusal(event.output) },
          { type: 'tone', params: 'refused' },
        ],
      },
    ],
    onError: broken('openUnconfirmed'),
  },
  after: late('openUnconfirmed'),
});

/** It could not be looked up: again, or leave it. Nothing was changed. */
export const openUnconfirmed = receiving.createStateConfig({
  tags: 'unconfirmed',
  entry: { type: 'tone', params: 'attention' },
  on: {
    'call.retried': 'opening',
    'form.closed': { target: 'ready', actions: 'closeForm' },
  },
});

/** One volume is being stored. */
export const storing = receiving.createStateConfig({
  tags: 'busy',
  invoke: {
    src: 'storeVolume',
    input: ({ context: { pending } }) => {
      if (pending?.call !== 'store') throw new Error('Nothing to store.');
      return pending.input;
    },
    onDone: [
      {
        // After a reload there is no form yet: the set is opened as it stands now.
        guard: ({ context, event }) => event.output.ok && event.output.value.loopOpen && !context.form,
        target: 'opening',
        actions: [
          { type: 'keepVolume', params: ({ event }) => value(event.output) },
          { type: 'reopenAs', params: ({ event }) => value(event.output).externalId },
          { type: 'tone', params: 'done' },
        ],
      },
      {
        guard: ({ event }) => event.output.ok && event.output.value.loopOpen,
        target: 'collecting',
        actions: [
          { type: 'keepVolume', params: ({ event }) => value(event.output) },
          { type: 'tone', params: 'done' },
        ],
      },
      {
        guard: ({ event }) => event.output.ok,
        target: 'ready',
        actions: [
          { type: 'confirmReceived', params: ({ event }) => value(event.output) },
          { type: 'tone', params: 'done' },
        ],
      },
      {
        guard: ({ event }) => isRetryable(event.output),
        target: 'storeUnconfirmed',
        actions: { type: 'noteFailure', params: ({ event }) => refusal(event.output) },
      },
      {
        guard: ({ context, event }) =>
          identifierScanned(event.output) !== null && context.form !== null && !context.inLoop,
        target: 'opening',
        actions: { type: 'moveTo', params: ({ event }) => identifierScanned(event.output) ?? '' },
      },
      {
        guard: ({ context, event }) =>
          identifierScanned(event.output) !== null && context.inLoop && isSetComplete(context),
        target: 'finishing',
        actions: { type: 'finishFor', params: ({ event }) => identifierScanned(event.output) ?? '' },
      },
      {
        target: 'returning',
        actions: [
          { type: 'refuse', params: ({ event }) => refusal(event.output) },
          { type: 'tone', params: 'refused' },
        ],
      },
    ],
    onError: broken('storeUnconfirmed'),
  },
  after: late('storeUnconfirmed'),
});

/** It may be stored or not: the same intention again, or a look at what is stored. Codes wait meanwhile. */
export const storeUnconfirmed = receiving.createStateConfig({
  tags: 'unconfirmed',
  entry: { type: 'tone', params: 'attention' },
  on: {
    'call.retried': 'storing',
    'request.lookedUpAgain': { target: 'opening', actions: 'reopen' },
  },
});

/** The set is being ended. */
export const finishing = receiving.createStateConfig({
  tags: 'busy',
  invoke: {
    src: 'finishSet',
    input: ({ context: { pending } }) => {
      if (pending?.call !== 'finish') throw new Error('Nothing to finish.');
      return pending.input;
    },
    onDone: [
      {
        guard: ({ context, event }) => event.output.ok && finishesForNext(context),
        target: 'opening',
        actions: [
          { type: 'finishAndOpen', params: ({ event }) => value(event.output) },
          { type: 'tone', params: 'done' },
        ],
      },
      {
        guard: ({ event }) => event.output.ok,
        target: 'ready',
        actions: [
          { type: 'confirmFinished', params: ({ event }) => value(event.output) },
          { type: 'tone', params: 'done' },
        ],
      },
      {
        guard: ({ event }) => isRetryable(event.output),
        target: 'finishUnconfirmed',
        actions: { type: 'noteFailure', params: ({ event }) => refusal(event.output) },
      },
      {
        target: 'returning',
        actions: [
          { type: 'refuse', params: ({ event }) => refusal(event.output) },
          { type: 'tone', params: 'refused' },
        ],
      },
    ],
    onError: broken('finishUnconfirmed'),
  },
  after: late('finishUnconfirmed'),
});

/** The set may be ended or not: the same intention again, or a look at what is stored. */
export const finishUnconfirmed = receiving.createStateConfig({
  tags: 'unconfirmed',
  entry: { type: 'tone', params: 'attention' },
  on: {
    'call.retried': 'finishing',
    'request.lookedUpAgain': { target: 'opening', actions: 'reopen' },
  },
});

/** A step is being taken back. */
export const undoing = receiving.createStateConfig({
  tags: 'busy',
  invoke: {
    src: 'undoStep',
    input: ({ context: { pending } }) => {
      if (pending?.call !== 'undo') throw new Error('Nothing to undo.');
      return pending.input;
    },
    onDone: [
      {
        guard: ({ context, event }) => event.output.ok && touchesOpenForm(context, event.output.value),
        target: 'opening',
        actions: [
          { type: 'confirmUndone', params: ({ event }) => value(event.output) },
          'reopenQuietly',
          { type: 'tone', params: 'done' },
        ],
      },
      {
        guard: ({ event }) => event.output.ok,
        target: 'returning',
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
      {
        target: 'returning',
        actions: [
          { type: 'refuse', params: ({ event }) => refusal(event.output) },
          { type: 'tone', params: 'refused' },
        ],
      },
    ],
    onError: broken('undoUnconfirmed'),
  },
  after: late('undoUnconfirmed'),
});

/** It may be taken back or not: the same intention again, or leave it; the list beside the lane shows the truth. */
export const undoUnconfirmed = receiving.createStateConfig({
  tags: 'unconfirmed',
  entry: { type: 'tone', params: 'attention' },
  on: {
    'call.retried': 'undoing',
    'form.closed': { target: 'returning', actions: 'takeTurn' },
  },
});
