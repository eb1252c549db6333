import { daysBetween } from '../../../../../shared/domain/dates.ts';
import type { CalendarDate } from '../../../../../shared/domain/ids.ts';
import type { ReportId } from '../../../../../shared/domain/reports.ts';
import { ages, stays } from '../../../../../shared/domain/report-ranges.ts';
import { reportFacts, stageOf, workOf } from '../../../../../shared/domain/reports.ts';

const day = (text: string): CalendarDate => text as CalendarDate;

/** The counts of one day and library. */
export type Facts = {
  readonly day: string;
  readonly library: number;
  readonly rest: readonly string[];
  readonly n: number;
};

/** Returns the facts of a period, counted from the rows one by one. */
export type FactsOf = (name: string, period: { from: string; to: string }, library: number | null) => Facts[];

export const sum = (facts: readonly Facts[]): number => facts.reduce((total, { n }) => total + n, 0);
export const within = (facts: readonly Facts[], at: number, share: number): number | null => {
  const all = facts
    .flatMap(({ rest, n }) => Array.from({ length: n }, () => Number(rest[at])))
    .sort((a, b) => a - b);
  return all[Math.ceil(share * all.length) - 1] ?? null;
};

/** Computes a report from the facts alone: the numbers of each row by its name. */
export const expectedReport = (
  id: ReportId,
  period: { from: string; to: string },
  library: number | null,
  factsOf: FactsOf,
): Record<string, (number | null)[]> => {
  const rows: Record<string, (number | null)[]> = {};
  const partners = [null, 'North University Library', 'West College', 'East, "the" College'];
  const { columns } = reportFacts(id);
  switch (id) {
    case 'turnaround':
      for (const partner of [1, 2, 3]) {
        const of = (leg: string) =>
          factsOf('leg', period, library).filter(
            ({ rest }) => rest[0] === String(partner) && rest[1] === leg,
          );
        if (!['ship', 'arrive', 'home', 'wait'].some((leg) => of(leg).length > 0)) continue;
        rows[partners[partner]!] = [
          sum(of('wait')),
          ...['ship', 'arrive', 'home', 'wait'].flatMap((leg) => [
            within(of(leg), 2, 0.5),
            within(of(leg), 2, 0.9),
          ]),
        ];
      }
      return rows;
    case 'fill':
      for (const partner of [1, 2, 3]) {
        const of = factsOf('turn', period, library).filter(({ rest }) => rest[0] === String(partner));
        const [filled, not, open] = ['filled', 'not-filled', 'open'].map((outcome) =>
          sum(of.filter(({ rest }) => rest[1] === outcome)),
        ) as [number, number, number];
        if (sum(of) > 0)
          rows[partners[partner]!] = [
            sum(of),
            filled,
            not,
            open,
            filled + not === 0 ? null : Math.round((filled / (filled + not)) * 1000) / 10,
          ];
      }
      return rows;
    case 'overdue': {
      const late = factsOf('loan', period, library).map((fact) => ({
        ...fact,
        isOut: fact.rest[0] === '-1',
        days: fact.rest[0] === '-1' ? daysBetween(day(fact.day), day('2026-11-25')) : Number(fact.rest[0]),
      }));
      for (const [from, to] of ages) {
        const of = late.filter(({ days }) => days >= from && days <= (to ?? 10_000));
        rows[to === null ? `${from} days or more` : `${from}–${to} days`] = [
          sum(of.filter(({ isOut }) => !isOut)),
          sum(of.filter(({ isOut }) => isOut)),
        ];
      }
      return rows;
    }
    case 'shelf':
      for (const [from, to] of stays) {
        const of = factsOf('shelf', period, library).filter(
          ({ rest }) => Number(rest[1]) >= from && Number(rest[1]) <= (to ?? 10_000),
        );
        const name =
          to === null
            ? `${from} days or more`
            : from === to
              ? from === 1
                ? '1 day'
                : `${from} days`
              : `${from}–${to} days`;
        rows[name] = ['1', '0'].map((lent) => sum(of.filter(({ rest }) => rest[0] === lent)));
      }
      return rows;
    case 'hours':
    case 'desks':
      for (const fact of factsOf('work', period, library)) {
        const is = workOf(fact.rest[1]!);
        const names = ['', 'Main Circulation Desk', 'Hilltop Branch', 'Mail Room'];
        if (is === null || (library !== null && (fact.library === 2 ? 2 : 1) !== library)) continue;
        const name = id === 'hours' ? `${fact.rest[0]!.padStart(2, '0')}:00` : names[fact.library]!;
        const row = (rows[name] ??= columns.map(() => 0));
        const index = columns.findIndex(({ key }) => key === is);
        row[index] = (row[index] ?? 0) + fact.n;
      }
      return rows;
    case 'requests':
      for (const fact of factsOf('made', period, library)) {
        const name = new Date(`${fact.day}T00:00:00Z`).toLocaleDateString('en-GB', {
          timeZone: 'UTC',
          month: 'short',
          year: 'numeric',
        });
        const row = (rows[name] ??= columns.map(() => 0));
        const index = columns.findIndex(({ key }) => key === stageOf(fact.rest[0]!));
        row[index] = (row[index] ?? 0) + fact.n;
      }
      return rows;
  }
};
