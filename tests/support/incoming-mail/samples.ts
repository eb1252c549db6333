import { english } from './english.ts';
import { german } from './german.ts';
import { none } from './none.ts';
import { spanish } from './spanish.ts';

/** A mail of a lending library, and the answer that it gives; null for none. */
export type SampleMail = {
  readonly subject?: string;
  readonly text: string;
  readonly isAutomatic?: boolean;
  readonly kind: string | null;
  readonly day?: string | null;
};

export const sampleMails: readonly SampleMail[] = [...english, ...german, ...spanish, ...none];
