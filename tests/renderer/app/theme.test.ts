import { expect, test } from 'vitest';
import { cssVariables } from '../../../renderer/src/app/theme.ts';
import { contrast } from '../../support/contrast.ts';

const { light, dark } = cssVariables({} as never);

// The grounds on which each stands: Mantine's boxes, the page, and our panels.
test.each([
  ['light', light, ['#ffffff', '#f6f7f9']],
  ['dark', dark, ['#2e2e2e', '#242424', '#1d1f22']],
])('faint text and placeholders can be read in %s', (_, colours, grounds) => {
  for (const name of ['--mantine-color-dimmed', '--mantine-color-placeholder', '--mantine-color-error'])
    for (const ground of grounds)
      expect(
        contrast((colours as Record<string, string>)[name] ?? '', ground),
        `${name} on ${ground}`,
      ).toBeGreaterThan(4.5);
});
