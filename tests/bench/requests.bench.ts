import type BetterSqlite3 from 'better-sqlite3';
import { asDeskDatabase, connect } from '../../electron/main/db/open.ts';
import { closeDesk, databaseFileOf } from '../../electron/main/db/start.ts';
import { listService } from '../../electron/main/desk/queries/list/list.service.ts';
import { todayService } from '../../electron/main/desk/queries/today/today.service.ts';
import { openSession } from '../../electron/main/desk/records/session/session.service.ts';
import { sortColumnNames, anyRequest } from '../../shared/domain/request-list.ts';
import type { RequestQuery, RequestSort } from '../../shared/ipc/request-views.ts';
import type { Result } from '../../shared/ipc/result.ts';
import { percentile, report, timed } from './report.ts';

type ListService = ReturnType<typeof listService>;

const rounds = 200;
const pageSize = 100;

const newest: RequestSort = { column: 'createdAt', direction: 'descending' };

const check = (result: Result<unknown>): void => {
  if (!result.ok) throw new Error(result.error.message);
};

/** Measures Borrowing Requests as the main process answers it: search while typing, counts of facets, any page. */
export const benchRequests = async (dataDir: string): Promise<void> => {
  const raw = connect(databaseFileOf(dataDir));
  const db = asDeskDatabase(raw);
  const context = { db, session: openSession(db), now: () => new Date(), timeZone: () => 'UTC' };
  // The first call of a day updates the counts to that day.
  check(listService(context).facets({ query: anyRequest }));
  await benchSearch(raw, () => listService(context));
  await benchKeys(raw, () => listService(context));
  await benchFacets(raw, () => listService(context));
  await benchPages(raw, () => listService(context));
  await benchToday(raw, () => check(todayService(context).cards()));
  closeDesk(raw);
};

const benchToday = async (raw: BetterSqlite3.Database, countCards: () => void): Promise<void> => {
  const bare = raw.prepare("SELECT count(*) FROM request WHERE status = 'SHIPPED_PHYSICALLY'");
  const cardsMs: number[] = [];
  const bareMs: number[] = [];
  for (let round = 0; round < rounds / 10; round += 1) {
    cardsMs.push(await timed(countCards));
    bareMs.push(await timed(() => bare.all()));
  }
  report({
    what: 'counts of all cards of Today, p95',
    value: percentile(cardsMs, 0.95),
    floor: percentile(bareMs, 0.95),
    unit: 'ms',
    goalRatio: null,
    more: { floorIs: 'one bare count by an index' },
  });
};

/** Search texts while typing: the first letters of words of one request. */
const typedTexts = (raw: BetterSqlite3.Database, wordCount: number): string[] => {
  const sources = raw
    .prepare(
      `SELECT title, author, ifnull(patron.name, '') AS name, external_id AS externalId
         FROM request LEFT JOIN patron ON patron.id = patron_id
        WHERE request.id % (SELECT max(1, max(id) / ?) FROM request) = 0 LIMIT ?`,
    )
    .all(rounds, rounds) as { title: string; author: string; name: string; externalId: string }[];
  return sources.map((source, index) => {
    const words = `${source.title} ${source.name} ${source.author}`.match(/\p{L}+/gu) ?? [];
    const typed = Array.from({ length: wordCount }, (_, at) => {
      const word = words[(index * 7 + at * 5) % words.length] ?? 'the';
      return word.slice(0, 1 + ((index + at * 3) % word.length));
    });
    return index % 10 === 0 ? source.externalId.slice(0, 8 + (index % 7)) : typed.join(' ');
  });
};

const benchSearch = async (raw: BetterSqlite3.Database, service: () => ListService): Promise<void> => {
  const bare = raw
    .prepare('SELECT rowid FROM request_search WHERE request_search MATCH ? ORDER BY rowid DESC LIMIT 100')
    .pluck();
  for (const wordCount of [1, 2, 3]) {
    const searchMs: number[] = [];
    const bareMs: number[] = [];
    for (const text of typedTexts(raw, wordCount)) {
      const query = { ...anyRequest, text };
      const list = service();
      searchMs.push(await timed(() => check(list.list({ query, sort: newest, offset: 0, limit: pageSize }))));
      const match = (text.match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => `"${word}"*`).join(' ');
      bareMs.push(await timed(() => bare.all(match)));
    }
    report({
      what: `search as one types, ${wordCount} word${wordCount === 1 ? '' : 's'}, p95`,
      value: percentile(searchMs, 0.95),
      floor: percentile(bareMs, 0.95),
      unit: 'ms',
      goalRatio: null,
      goalValue: 30,
      more: {
        floorIs: 'the bare query of the index for a hundred ids',
        medianMs: percentile(searchMs, 0.5),
        floorMedianMs: percentile(bareMs, 0.5),
      },
    });
  }
};

/** Search keys outside of the full-text index, with few and very many matches, alone, with a word and with a facet. */
const benchKeys = async (raw: BetterSqlite3.Database, service: () => ListService): Promise<void> => {
  const read = (text: string): string[] => raw.prepare(text).pluck().all() as string[];
  const days = read(
    'SELECT DISTINCT substr(created_at, 1, 10) FROM request WHERE created_at IS NOT NULL ORDER BY 1',
  );
  const middle = days[Math.floor(days.length / 2)] ?? '2026-11-01';
  const patrons = read('SELECT name FROM patron ORDER BY id LIMIT 20');
  const texts = [
    ...['today', 'yesterday', 'week', 'month', 'older', middle, middle.slice(0, 7)].map(
      (day) => `created:${day}`,
    ),
    `created>${middle}`,
    `created<${middle}`,
    `created>${middle} the`,
    `created>${middle} status:conditional`,
    ...patrons.flatMap((name) => [
      `patron:"${name}"`,
      `patron:${name.slice(0, 1)}`,
      `patron:${name.slice(0, 3)}`,
    ]),
    ...patrons.map((name) => `patron:${name.slice(0, 4)} created<${middle}`),
  ];
  const keyMs: number[] = [];
  let slowest = { text: '', ms: 0 };
  for (const text of texts) {
    const query = { ...anyRequest, text };
    const ms = await timed(() => check(service().list({ query, sort: newest, offset: 0, limit: pageSize })));
    keyMs.push(ms);
    if (ms > slowest.ms) slowest = { text, ms };
  }
  report({
    what: 'search by created: and patron:, p95',
    value: percentile(keyMs, 0.95),
    floor: await timed(() => raw.prepare('SELECT count(*) FROM request INDEXED BY request_created').all()),
    unit: 'ms',
    goalRatio: null,
    goalValue: 30,
    more: {
      floorIs: 'one bare walk along the index of moments',
      medianMs: percentile(keyMs, 0.5),
      slowest: `${Math.round(slowest.ms)} ms (${slowest.text})`,
    },
  });
};

const benchFacets = async (raw: BetterSqlite3.Database, service: () => ListService): Promise<void> => {
  const queries: RequestQuery[] = [
    anyRequest,
    { ...anyRequest, activity: 'active' },
    { ...anyRequest, statuses: ['CONDITIONAL', 'SHIPPED_PHYSICALLY'], due: ['overdue', 'week'] },
    { ...anyRequest, partnerIds: [1, 2, 3] as never, activeNotes: true },
    { ...anyRequest, pickupDeskIds: [1] as never, activity: 'completed' },
  ];
  const cells = raw.prepare('SELECT count(*) FROM request_cube').pluck().get() as number;
  const bare = raw.prepare('SELECT status, sum(n) FROM request_cube GROUP BY status');
  const facetsMs: number[] = [];
  const bareMs: number[] = [];
  for (let round = 0; round < rounds / 2; round += 1) {
    const query = queries[round % queries.length] ?? anyRequest;
    facetsMs.push(await timed(() => check(service().facets({ query }))));
    bareMs.push(await timed(() => bare.all()));
  }
  report({
    what: 'counts of all facets, p95',
    value: percentile(facetsMs, 0.95),
    floor: percentile(bareMs, 0.95),
    unit: 'ms',
    goalRatio: null,
    goalValue: 100,
    more: {
      floorIs: 'one bare count by status over the kept counts',
      cells,
      medianMs: percentile(facetsMs, 0.5),
    },
  });
  const wordsMs: number[] = [];
  for (const text of typedTexts(raw, 1).slice(0, rounds / 2))
    wordsMs.push(await timed(() => check(service().facets({ query: { ...anyRequest, text } }))));
  report({
    what: 'counts of all facets over the matches of a word, p95',
    value: percentile(wordsMs, 0.95),
    floor: percentile(bareMs, 0.95),
    unit: 'ms',
    goalRatio: null,
    goalValue: 100,
  });
};

const benchPages = async (raw: BetterSqlite3.Database, service: () => ListService): Promise<void> => {
  const bare = raw.prepare('SELECT * FROM request ORDER BY id LIMIT 100');
  const bareMs: number[] = [];
  for (let round = 0; round < 50; round += 1) bareMs.push(await timed(() => bare.all()));
  const queries: readonly (readonly [string, RequestQuery])[] = [
    ['of all requests', anyRequest],
    ['of the active ones', { ...anyRequest, activity: 'active' }],
    ['of one status', { ...anyRequest, statuses: ['CONDITIONAL'] }],
  ];
  for (const [name, query] of queries) {
    const list = service();
    const times = { start: [] as number[], middle: [] as number[], end: [] as number[] };
    const first: number[] = [];
    let slowest = '';
    for (const column of sortColumnNames)
      for (const direction of ['ascending', 'descending'] as const) {
        const sort = { column, direction };
        const counted = list.list({ query, sort, offset: 0, limit: 1 });
        const total = counted.ok ? counted.value.total : 0;
        for (const [place, offset] of [
          ['start', 0],
          ['middle', Math.floor(total / 2)],
          ['end', Math.max(0, total - pageSize)],
        ] as const)
          for (let round = 0; round < 3; round += 1) {
            const tookMs = await timed(() =>
              check(list.list({ query, sort, offset: offset + round, limit: pageSize })),
            );
            if (round > 0) times[place].push(tookMs);
            else {
              if (tookMs > Math.max(0, ...first)) slowest = `${column} ${direction}, ${place}`;
              first.push(tookMs);
            }
          }
      }
    report({
      what: `a page of 100 ${name}, at its start, middle and end, every order, p95`,
      value: percentile([...times.start, ...times.middle, ...times.end], 0.95),
      floor: percentile(bareMs, 0.95),
      unit: 'ms',
      goalRatio: null,
      goalValue: 100,
      more: {
        floorIs: 'a bare query for the first hundred rows',
        startMs: percentile(times.start, 0.95),
        middleMs: percentile(times.middle, 0.95),
        endMs: percentile(times.end, 0.95),
        firstTimeMs: percentile(first, 0.95),
        slowestFirst: `${Math.round(Math.max(...first))} ms (${slowest})`,
      },
    });
  }
};
