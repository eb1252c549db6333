import { expect, test } from 'vitest';
import { firstHourOf, guidePages } from '../../../shared/domain/set-up.ts';
import { settingGroups, type Settings } from '../../../shared/domain/settings.ts';

const shown = (step: Settings['setUp']['step'], isEmpty: boolean) =>
  firstHourOf({ settings: { setUp: { step } } as Settings, isEmpty });

test('an empty installation shows the welcome page, others do not; the guide stays until it is ended', () => {
  expect(settingGroups.setUp.fields.step.start).toBe('welcome');
  expect([shown('welcome', true), shown('welcome', false)]).toEqual(['welcome', null]);
  for (const page of guidePages) expect([shown(page, true), shown(page, false)]).toEqual([page, page]);
  expect([shown('ended', true), shown('ended', false)]).toEqual([null, null]);
});
