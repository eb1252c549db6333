import * as z from 'zod';
import { namesOf } from '../domain/listed.ts';
import { fieldSizes, longestSlipText } from '../domain/slips/slip.ts';
import { calendarDate, instant } from './branded.ts';

const lines = z.array(z.string()).readonly();

/**
 * The shapes from which those of slips are built. They are passed to each kind, so that the page, which reads its other facts, does not
 * load zod.
 */
export const slipShapes = {
  z,
  calendarDate,
  instant,
  lines,
  library: z.object({ name: z.string(), address: lines }),
  strings: <const Names extends string>(...names: readonly Names[]): Record<Names, z.ZodString> =>
    Object.fromEntries(names.map((name) => [name, z.string()])) as Record<Names, z.ZodString>,
};
export type SlipShapes = typeof slipShapes;

/** The design of a kind of slip. */
export const slipDesign = z.strictObject({
  text: z.string().max(longestSlipText),
  fields: z
    .array(
      z
        .strictObject({ name: z.string().max(40), isShown: z.boolean(), size: z.enum(namesOf(fieldSizes)) })
        .readonly(),
    )
    .max(40)
    .readonly(),
});

/** Returns the schema of a stored slip: frozen with its design when its step was taken, so that a later reprint shows the same. */
export const storedSlip = <const Kind extends string, Shape extends z.ZodRawShape>(
  kind: Kind,
  shape: Shape,
) => z.object({ kind: z.literal(kind), ...shape, design: slipDesign.optional() });
