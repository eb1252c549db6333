import { afterEach, expect, test, vi } from 'vitest';
import type { CalendarDate } from '../../../shared/domain/ids.ts';
import { languageVariable } from '../../../shared/words/languages.ts';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

test.each([
  ['de', 'en-US', '15.1.2027', '2027-04-03'],
  ['es', 'en-US', '15.1.2027', '2027-04-03'],
  ['en', 'de-DE', '15.1.2027', '2027-04-03'],
  ['en', 'en-GB', '15.1.2027', '2027-04-03'],
  ['en', 'en-US', '1/15/2027', '2027-03-04'],
] as const)(
  'in %s on a machine of %s the example of a date is %s, and dates are read in its order',
  async (language, machine, example, read) => {
    vi.resetModules();
    vi.stubEnv(languageVariable, language);
    vi.stubGlobal('navigator', { language: machine });
    const { dateHint, readDate } = await import('../../../renderer/src/components/typed-date.ts');
    expect(dateHint).toContain(`${example},`);
    expect(readDate('3/4/2027', '2026-11-30' as CalendarDate)).toBe(read);
  },
);
