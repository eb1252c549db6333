import type { Page } from '@playwright/test';
import type { Settings } from '../../../shared/domain/settings.ts';

/** One way of looking at the program. */
export type Way = {
  readonly name: string;
  readonly media?: Parameters<Page['emulateMedia']>[0];
  readonly size: readonly [width: number, height: number];
  readonly zoom?: number;
  readonly density?: Settings['appearance']['density'];
};

const small = [1280, 800] as const;
const large = [1600, 1000] as const;

/** Every way, by its name. The first four are looked at unless others are asked for. */
export const ways: readonly Way[] = [
  { name: 'light', size: small },
  { name: 'dark', size: small, media: { colorScheme: 'dark' } },
  { name: 'light-1600', size: large },
  { name: 'dark-1600', size: large, media: { colorScheme: 'dark' } },
  { name: 'at-200', size: small, zoom: 2 },
  { name: '1024', size: [1024, 768] },
  { name: 'touch', size: small, density: 'touch' },
  { name: 'compact', size: small, density: 'compact' },
  { name: 'forced-colours', size: small, media: { forcedColors: 'active' } },
];

/** The names of the ways that are looked at unless others are asked for. */
export const usualWays: readonly string[] = ways.slice(0, 4).map(({ name }) => name);
