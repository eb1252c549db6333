import * as z from 'zod';
import type { Channel } from './channels.ts';
import * as view from './views.ts';

/** Scanned or typed text, before it is normalised: longer than any code, so that over-long ones get their own sentence. */
const rawCode = z.string().max(4096);
const nothing = z.strictObject({});
const page = { offset: z.int().min(0).max(10_000_000), limit: z.int().min(1).max(500) };

/**
 * Every call from the renderer to the main process: what goes in, what comes back (inside a `Result`).
 * How to add one: the name in channels.ts, the shapes here, a handler in the job's `*.handlers.ts`.
 */
export const contract = {
  'app.load': { input: nothing, output: view.appState },
  'app.chooseDesk': { input: z.strictObject({ deskId: view.deskId }), output: view.appState },
  'app.chooseOperator': { input: z.strictObject({ operatorId: view.operatorId }), output: view.appState },
  'app.saveSettings': { input: z.strictObject({ settings: view.settings }), output: view.appState },
  'app.openDataFolder': { input: nothing, output: z.null() },

  'today.cards': { input: nothing, output: z.array(view.todayCard) },
  'today.list': {
    input: z.strictObject({ card: view.todayCardId, ...page }),
    output: z.strictObject({ total: z.int(), rows: z.array(view.requestSummary) }),
  },

  'receiving.open': {
    input: z.strictObject({
      code: rawCode,
      /** On purpose: one more volume for a request of which everything expected has come. */
      further: z.boolean(),
    }),
    output: view.receiveForm,
  },
  'receiving.receive': {
    input: z.strictObject({
      opId: view.opId,
      requestId: view.requestId,
      barcode: rawCode,
      /** Several volumes: the loop stays open until `receiving.finish`. */
      several: z.boolean(),
      printSlip: z.boolean(),
      notifyPatron: z.boolean(),
      /** On purpose: a volume that nobody expects. */
      unexpected: z.boolean(),
    }),
    output: view.received,
  },
  'receiving.finish': {
    input: z.strictObject({ opId: view.opId, requestId: view.requestId, notifyPatron: z.boolean() }),
    output: view.finished,
  },

  'steps.today': { input: z.strictObject({ limit: z.int().min(1).max(500) }), output: z.array(view.step) },
  'steps.undo': { input: z.strictObject({ opId: view.opId, undoes: view.opId }), output: view.undone },

  'slips.list': {
    input: z.strictObject({ only: z.enum(['all', 'unprinted']), ...page }),
    output: z.strictObject({ total: z.int(), rows: z.array(view.printJobView) }),
  },
  'slips.retry': { input: z.strictObject({ jobId: view.printJobId }), output: view.printJobView },
  'slips.reprint': {
    input: z.strictObject({ opId: view.opId, jobId: view.printJobId }),
    output: view.printJobView,
  },
  'slips.printReturnSlip': {
    input: z.strictObject({ opId: view.opId, requestId: view.requestId }),
    output: view.printJobView,
  },
  'slips.printTest': { input: z.strictObject({ opId: view.opId }), output: view.printJobView },
  'slips.printers': {
    input: nothing,
    output: z.array(z.strictObject({ name: z.string(), description: z.string(), isDefault: z.boolean() })),
  },

  'libraryFile.choose': {
    input: nothing,
    /** Null when the person closed the dialog. The token stands for the chosen file. */
    output: z.strictObject({ token: z.uuid(), fileName: z.string(), sizeBytes: z.number() }).nullable(),
  },
  'libraryFile.import': { input: z.strictObject({ token: z.uuid() }), output: z.null() },
  'libraryFile.cancel': { input: nothing, output: z.null() },
  'libraryFile.status': {
    input: nothing,
    output: z.strictObject({
      running: view.importProgress.nullable(),
      lastReport: view.importReport.nullable(),
    }),
  },
  'libraryFile.showReport': { input: nothing, output: z.null() },
} as const satisfies Record<Channel, { input: z.ZodType; output: z.ZodType }>;

export type Contract = typeof contract;
export type Input<C extends Channel> = z.infer<Contract[C]['input']>;
export type Output<C extends Channel> = z.infer<Contract[C]['output']>;
