import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectFolder } from '../../../../electron/tooling/lib/paths.ts';
import { contrast } from '../../../support/contrast.ts';

const sheet = readFileSync(join(projectFolder, 'renderer/src/pages/reports/Reports.module.css'), 'utf8');
const colours = [...sheet.matchAll(/--plot-\d: (#\w{6});/gu)].flatMap(([, colour]) => colour ?? []);
const halves = { light: colours.slice(0, 7), dark: colours.slice(7) } as const;
const behind = { light: '#ffffff', dark: '#242424' } as const;

for (const scheme of ['light', 'dark'] as const)
  test(`each bar is seen well in ${scheme}`, () => {
    expect(halves[scheme]).toHaveLength(7);
    for (const colour of halves[scheme])
      expect(contrast(colour, behind[scheme]), colour).toBeGreaterThanOrEqual(3);
  });
