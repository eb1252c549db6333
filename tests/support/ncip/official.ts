import { join } from 'node:path';
import { faultsBy, findOfficial, samplesIn } from '../official.ts';

const official = findOfficial('ncip');

/** Whether the official schema and samples are here. Without them only our own files are compared. */
export const hasOfficial = official !== null;

/** Returns what xmllint says against messages by the schema of NCIP 2.02; empty if all are valid. */
export const faultsBySchema = (messages: readonly string[]): string =>
  faultsBy(official && join(official, 'xsd/ncip_v2_02.xsd'), messages);

/** The samples of others. */
export const officialSamples = () => (official === null ? [] : samplesIn(join(official, 'samples')));
