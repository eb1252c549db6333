import type { Page } from '@playwright/test';
import type { Settings } from '../../../shared/domain/settings.ts';

/** A display mode. */
export type Way = {
  readonly name: string;
  readonly media?: Parameters<Page['emulateMedia']>[0];
  readonly size: readonly [width: number, height: number];
  readonly zoom?: number;
  readonly density?: Settings['appearance']['density'];
};

const small = [1280, 800] as const;
const large = [1600, 1000] as const;

/** All display modes. The first four are the default. */
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

/** The names of the default modes. */
export const usualWays: readonly string[] = ways.slice(0, 4).map(({ name }) => name);
