import { imports, firstHour } from './first-hour.ts';
import { letterScene, pageScenes, slipScene } from './pages.ts';
import { partners } from './partners.ts';
import { requestScenes } from './requests.ts';
import { scanScenes } from './scans.ts';
import type { Act } from './stage.ts';
import { workstation } from './workstation.ts';

/** The sample library: first its pages, then the work on it. */
const work: Act = {
  name: 'work',
  start: () => Promise.resolve({ library: 'demo', printer: 'pdf' }),
  scenes: [...pageScenes, ...requestScenes, ...scanScenes, letterScene, slipScene, ...imports],
};

/** All acts of the tour. */
export const acts: readonly Act[] = [firstHour, work, partners, workstation];
