import { expect, test } from 'vitest';
import { cssVariables } from '../../../renderer/src/app/theme.ts';
import { contrast } from '../../support/contrast.ts';

const { light, dark } = cssVariables({} as never);

// The backgrounds of each: Mantine's boxes, the page, and the panels.
test.each([
  ['light', light, ['#ffffff', '#f6f7f9']],
  ['dark', dark, ['#2e2e2e', '#242424', '#1d1f22']],
])('faint text and placeholders are readable in %s', (_, colours, grounds) => {
  for (const name of ['--mantine-color-dimmed', '--mantine-color-placeholder', '--mantine-color-error'])
    for (const ground of grounds)
      expect(
        contrast((colours as Record<string, string>)[name] ?? '', ground),
        `${name} on ${ground}`,
      ).toBeGreaterThan(4.5);
});
