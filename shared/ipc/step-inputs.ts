import * as z from 'zod';
import { factsOf, stepKinds, type StepInput, type StepKind } from '../domain/steps/all-steps.ts';
import { inputShapes } from './input-shapes.ts';

/** The input shape of each kind of step. */
export const stepInputs = Object.fromEntries(
  stepKinds.map((kind) => [kind, z.strictObject(factsOf(kind).input(inputShapes))]),
) as unknown as { readonly [Kind in StepKind]: z.ZodType<StepInput<Kind>> };

/** A requested step: its kind with its input. */
export type AskedStep = {
  [Kind in StepKind]: { readonly kind: Kind; readonly input: StepInput<Kind> };
}[StepKind];

type Option = z.ZodObject<{ kind: z.ZodLiteral<StepKind>; input: z.ZodType }>;

const oneOf = (kinds: readonly StepKind[]): z.ZodType<AskedStep> => {
  const options = kinds.map((kind): Option =>
    z.strictObject({ kind: z.literal(kind), input: stepInputs[kind] as z.ZodType }),
  );
  return z.discriminatedUnion('kind', options as [Option, ...Option[]]) as unknown as z.ZodType<AskedStep>;
};

/** Any step. */
export const askedStep = oneOf(stepKinds);

/** Any step that staff ask for. */
export const stepOfStaff = oneOf(stepKinds.filter((kind) => factsOf(kind).who.asked !== 'by-program'));
