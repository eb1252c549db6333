import { readFileSync } from 'node:fs';
import type { Slip, SlipKind } from '../../../../../shared/domain/slips.ts';

/** A made-up slip of each kind, to see how that kind comes out. */
export type SlipSamples = Readonly<Record<SlipKind, Slip>>;

/** Reads the samples that come with the program. */
export const readSlipSamples = (file: string): SlipSamples =>
  JSON.parse(readFileSync(file, 'utf8')) as SlipSamples;
