import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ReadableDB } from '../../../electron/main/db/types.ts';
import { cacheOpenRequests } from '../../../electron/main/files/storing/open-requests.ts';
import type { PatronId, RequestId } from '../../../shared/domain/ids.ts';
import { checkProperty } from '../../support/check-property.ts';
import { useImportDesk } from './use-import-desk.ts';

const desk = useImportDesk();

const step = fc.oneof(
  { weight: 12, arbitrary: fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 9 })) },
  { weight: 1, arbitrary: fc.constantFrom('commit', 'roll back' as const) },
);

test('open requests of patrons are found again, and a rollback restores the last commit', () => {
  checkProperty(
    fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      const works = cacheOpenRequests(desk.db as ReadableDB);
      let stored = new Map<string, number>();
      let now = new Map<string, number>();
      steps.forEach((one, index) => {
        if (one === 'commit') {
          works.committed();
          stored = new Map(now);
        } else if (one === 'roll back') {
          works.rolledBack();
          now = new Map(stored);
        } else if (typeof one !== 'string') {
          const [patron, work] = one;
          works.put(patron as PatronId, `title ${work}`, (index + 1) as RequestId);
          now.set(`${patron} title ${work}`, index + 1);
        }
      });
      for (let patron = 1; patron <= 5; patron += 1)
        for (let work = 0; work <= 9; work += 1)
          expect(works.find(patron as PatronId, `title ${work}`, 0 as RequestId)).toBe(
            now.get(`${patron} title ${work}`),
          );
    }),
  );
});

test('a hundred thousand entries do not collide', () => {
  const works = cacheOpenRequests(desk.db as ReadableDB);
  for (let n = 1; n <= 100_000; n += 1)
    works.put((n % 20_000) as PatronId, `title of work ${n}`, n as RequestId);
  works.committed();
  for (let n = 1; n <= 100_000; n += 1)
    if (works.find((n % 20_000) as PatronId, `title of work ${n}`, 0 as RequestId) !== n) expect(n).toBe(0);
  expect(works.find(7 as PatronId, 'title of work 8', 0 as RequestId)).toBeUndefined();
});
