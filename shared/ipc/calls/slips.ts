import * as z from 'zod';
import { namesOf } from '../../domain/listed.ts';
import { slipKinds } from '../../domain/slips/all-slips.ts';
import { afterPrint } from '../topics.ts';
import { slipDesign } from '../slip-shapes.ts';
import { slipLogo } from '../settings-shapes.ts';
import * as view from '../views.ts';
import { type Call, nothing, page } from './shapes.ts';

const slipKind = z.enum(namesOf(slipKinds));

/** `heightMm`: of a sheet; null for a roll, which is as long as its slip. */
const slipPage = z.strictObject({ html: z.string(), widthMm: z.number(), heightMm: z.number().nullable() });

const logoFacts = slipLogo.omit({ data: true }).nullable();

/** Slips and printers. */
export const slipsCalls = {
  'slips.list': {
    input: z.strictObject({ only: z.enum(['all', 'unprinted']), ...page }),
    output: z.strictObject({ total: z.int(), rows: z.array(view.printJobView) }),
  },
  /** Returns the slip as it would print on the configured paper, as a page without scripts. */
  'slips.preview': {
    input: z.strictObject({ jobId: view.printJobId }),
    output: slipPage,
  },
  /** Returns a made-up slip of a kind as it would print at this desk. */
  'slips.sample': {
    /** `design`: one being edited; defaults to the stored one. */
    input: z.strictObject({ kind: slipKind, design: slipDesign.optional() }),
    output: slipPage,
  },
  /** Returns the library's logo on slips; null if there is none. */
  'slips.logo': { input: nothing, output: logoFacts },
  /** Null if the dialog was closed. */
  'slips.chooseLogo': {
    input: nothing,
    output: logoFacts,
    changes: ['slips'],
  },
  'slips.placeLogo': {
    input: z.strictObject({ opId: view.opId, place: slipLogo.shape.place }),
    output: logoFacts,
    changes: ['slips'],
  },
  'slips.removeLogo': {
    input: z.strictObject({ opId: view.opId }),
    output: logoFacts,
    changes: ['slips'],
  },
  'slips.retry': {
    input: z.strictObject({ jobId: view.printJobId }),
    output: view.printJobView,
    changes: afterPrint,
  },
  'slips.reprint': {
    input: z.strictObject({ opId: view.opId, jobId: view.printJobId }),
    output: view.printJobView,
    changes: afterPrint,
  },
  /** Prints every current slip of a request again; slips that were never printed are made from the available data. */
  'slips.printOf': {
    input: z.strictObject({ opId: view.opId, requestId: view.requestId }),
    output: z.array(view.printJobView),
    changes: afterPrint,
  },
  'slips.printTest': {
    input: z.strictObject({ opId: view.opId, insteadOf: slipKind.optional() }),
    output: view.printJobView,
    changes: afterPrint,
  },
  /** Opens the PDF to which a slip was saved. */
  'slips.open': { input: z.strictObject({ jobId: view.printJobId }), output: z.null() },
  'slips.printers': {
    input: nothing,
    output: z.array(
      z.strictObject({
        name: z.string(),
        description: z.string(),
        /** Why it accepts no slip now, as the end of “The printer X …”. */ trouble: z.string().nullable(),
      }),
    ),
  },
} as const satisfies Record<string, Call>;
