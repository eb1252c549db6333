import type * as z from 'zod';
import { factsOf, isStepKind, stepKinds, type StepKind } from '../../shared/domain/steps/all-steps.ts';
import { channels, type Channel } from '../../shared/ipc/channels.ts';
import { contract } from '../../shared/ipc/contract.ts';
import { stepInputs } from '../../shared/ipc/step-inputs.ts';

/** A call of a page: a channel, or a kind of step; all steps go through one channel. */
export type Door = Channel | StepKind;

/** Every channel, and every kind of step that staff take. */
export const doors: readonly Door[] = [
  ...channels,
  ...stepKinds.filter((kind) => factsOf(kind).who.asked !== 'by-program'),
];

/** Returns the input schema of a call. */
export const inputOf = (door: Door): z.ZodType =>
  isStepKind(door) ? stepInputs[door] : contract[door].input;

/** Returns the channel and input of a call. A name that is not a kind of step is a channel, known or not. */
export const callOf = <D extends string>(
  door: D,
  input: unknown,
): { readonly channel: Exclude<D, StepKind> | 'steps.take'; readonly input: unknown } =>
  isStepKind(door)
    ? { channel: 'steps.take', input: { kind: door, input } }
    : { channel: door as Exclude<D, StepKind>, input };

/** Returns the door of a call: a step in the channel of steps belongs to its kind. */
export const doorOf = (door: Door, input: unknown): { readonly door: Door; readonly input: unknown } => {
  if (door !== 'steps.take' || typeof input !== 'object' || input === null) return { door, input };
  const asked = input as { readonly kind?: unknown; readonly input?: unknown };
  return typeof asked.kind === 'string' && isStepKind(asked.kind)
    ? { door: asked.kind, input: asked.input }
    : { door, input };
};
