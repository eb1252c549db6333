import * as z from 'zod';

/** What is remembered of updates across starts. */
const shape = z.object({
  /** When a server answered last, and when one was asked first, in milliseconds. */
  answeredAt: z.number().nullable(),
  askedFirstAt: z.number().nullable(),
  /** The verified update that waits here. It is verified again before it is started. */
  ready: z
    .object({
      file: z.string(),
      version: z.string(),
      sha512: z.string(),
      size: z.number(),
      signature: z.string(),
    })
    .nullable(),
  /** The version whose installer was started last. */
  started: z.string().nullable(),
  /** The version of the last start, and the one that it replaced. */
  ran: z.string().nullable(),
  replaced: z.string().nullable(),
  /** What staff have seen and closed: `available 1.2.0`, `updated 1.2.0`. */
  seen: z.array(z.string()).max(20),
});

export type UpdateNote = z.infer<typeof shape>;

const empty: UpdateNote = {
  answeredAt: null,
  askedFirstAt: null,
  ready: null,
  started: null,
  ran: null,
  replaced: null,
  seen: [],
};

/** Reads what was stored; nothing is known if it is not readable. */
export const noteFrom = (stored: unknown): UpdateNote => shape.safeParse(stored).data ?? empty;

/** Adds what staff have seen, and forgets the oldest. */
export const withSeen = (note: UpdateNote, notice: string): UpdateNote => ({
  ...note,
  seen: [...note.seen.filter((one) => one !== notice), notice].slice(-20),
});
