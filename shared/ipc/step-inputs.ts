import * as z from 'zod';
import { factsOf, stepKinds, type StepInput, type StepKind } from '../domain/steps/all-steps.ts';
import { inputShapes } from './input-shapes.ts';

/** What each kind of step asks for. */
export const stepInputs = Object.fromEntries(
  stepKinds.map((kind) => [kind, z.strictObject(factsOf(kind).input(inputShapes))]),
) as unknown as { readonly [Kind in StepKind]: z.ZodType<StepInput<Kind>> };

/** A step that is asked for: its kind with its input. */
export type AskedStep = {
  [Kind in StepKind]: { readonly kind: Kind; readonly input: StepInput<Kind> };
}[StepKind];

type Option = z.ZodObject<{ kind: z.ZodLiteral<StepKind>; input: z.ZodType }>;

const options: readonly Option[] = stepKinds.map((kind) =>
  z.strictObject({ kind: z.literal(kind), input: stepInputs[kind] as z.ZodType }),
);

/** One step, whichever it is. */
export const askedStep = z.discriminatedUnion(
  'kind',
  options as [Option, ...Option[]],
) as unknown as z.ZodType<AskedStep>;
