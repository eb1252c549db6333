import { join } from 'node:path';
import type { IsoVersion } from '../../../shared/domain/partner-profile.ts';
import { faultsBy, findOfficial, type Sample, samplesIn } from '../official.ts';

const official = findOfficial('iso18626');

/** Whether the official schemas and samples are here. Without them only our own files are compared. */
export const hasOfficial = official !== null;

const schemas = { '1.2': 'ISO-18626-v1_2.xsd', '2021-2': 'ISO-18626-2021-2.xsd' } as const;

/** Returns what xmllint says against messages by the schema of a version; empty if all are valid. */
export const faultsBySchema = (messages: readonly string[], version: IsoVersion): string =>
  faultsBy(official && join(official, 'xsd', schemas[version]), messages);

/** The samples of others, by folder and name. */
export const officialSamples = (): readonly Sample[] =>
  official === null
    ? []
    : ['oclc-circill', 'mod-rs'].flatMap((origin) =>
        samplesIn(join(official, 'samples', origin)).map((sample) => ({
          ...sample,
          name: `${origin}/${sample.name}`,
        })),
      );
