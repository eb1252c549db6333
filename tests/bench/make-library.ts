import { closeSync, openSync, writeSync } from 'node:fs';
import { requestStatusCodes } from '../../shared/domain/request-status.ts';

const desks = ['MAIN-CIRC', 'MAIN-ILL', 'HILL-CIRC', 'HILL-ILL'];
const partnerCount = 40;
const flushBytes = 1024 * 1024;

/** A small generator of repeatable numbers: the same seed gives the same file. */
const numbersFrom = (seed: number): ((below: number) => number) => {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * below);
  };
};

const pad = (n: number, width: number): string => String(n).padStart(width, '0');

const common =
  'the of and in a history to for on an introduction from life new world art theory with his letters'.split(
    ' ',
  );
const syllables =
  'ma ri ve lo ka ten sor bel nu gra phi di cur tal em os per vin hol dre sa qui mo ther lan wick zo fre ju nor'.split(
    ' ',
  );

/** Six thousand words: first those common in titles, then generated ones. */
const vocabulary: readonly string[] = (() => {
  const random = numbersFrom(7);
  const made = new Set(common);
  while (made.size < 6_000)
    made.add(Array.from({ length: 2 + random(3) }, () => syllables[random(syllables.length)]).join(''));
  return [...made];
})();

/** A word with a natural distribution: a few are frequent, most are rare. */
const wordOf = (random: (below: number) => number): string =>
  vocabulary[Math.floor(vocabulary.length * (random(1_000_000) / 1_000_000) ** 4)] ?? 'the';

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

const titleOf = (random: (below: number) => number): string =>
  capital(Array.from({ length: 3 + random(8) }, () => wordOf(random)).join(' '));

/** A rare word, as in names. */
const nameOf = (random: (below: number) => number): string =>
  capital(vocabulary[common.length + random(vocabulary.length - common.length)] ?? 'Reader');

const itemOf = (n: number, status: string): object[] => {
  if (status === 'RECEIVED_PHYSICALLY')
    return [
      {
        barcode: `N-${pad(n, 8)}`,
        status: 'on-hold-shelf',
        receivedAt: '2026-11-10T08:00:00Z',
        desk: 'MAIN-CIRC',
      },
    ];
  if (['LOANED', 'RENEWED', 'OVERDUE_ITEM', 'RECALLED_BOR'].includes(status))
    return [
      {
        barcode: `N-${pad(n, 8)}`,
        status: 'on-loan',
        receivedAt: '2026-11-10T08:00:00Z',
        desk: 'MAIN-CIRC',
        loan: { loanedOn: '2026-11-11', dueOn: '2026-12-11' },
      },
    ];
  if (status === 'RETURNED_TO_PARTNER' || status === 'REQUEST_COMPLETED')
    return [
      {
        barcode: `N-${pad(n, 8)}`,
        status: 'returned-to-partner',
        receivedAt: '2026-10-10T08:00:00Z',
        desk: 'MAIN-CIRC',
      },
    ];
  return [];
};

/** From September 2026 to August 2027. */
const dueOnOf = (random: (below: number) => number): string => {
  const month = 9 + random(12);
  const [year, inYear] = month > 12 ? [2027, month - 12] : [2026, month];
  return `${year}-${pad(inYear, 2)}-${pad(1 + random(28), 2)}`;
};

/** The nth request (from 0) of a generated library; always the same for the same n. */
const requestOf = (n: number, patronCount: number): object => {
  const random = numbersFrom(n * 2_654_435_761);
  random(1);
  const status = requestStatusCodes[random(requestStatusCodes.length)] ?? 'SHIPPED_PHYSICALLY';
  const active = random(partnerCount);
  return {
    externalId: `01BENCH${pad(n, 9)}`,
    title: titleOf(random),
    author: `${nameOf(random)}, ${nameOf(random)}`,
    format: 'physical',
    patron: `P${pad(random(patronCount), 8)}`,
    pickup: desks[random(desks.length)],
    rota: [`PARTNER${active}`, `PARTNER${(active + 7) % partnerCount}`],
    activePartner: `PARTNER${active}`,
    status,
    dueOn: dueOnOf(random),
    createdAt: `2026-${pad(1 + random(10), 2)}-${pad(1 + random(28), 2)}T${pad(random(24), 2)}:30:00Z`,
    volumes: 1,
    ...(n % 5 === 0 && {
      notes: [
        { from: 'partner', text: 'Please handle with care', active: true, createdAt: '2026-11-03T10:00:00Z' },
      ],
    }),
    ...(status === 'CONDITIONAL' && {
      condition: { reason: 'LibraryUseOnly', note: 'Library use only', replyBy: '2026-12-01' },
    }),
    items: itemOf(n, status),
  };
};

const headOf = (patronCount: number): string => {
  const library = (code: string): object => ({ code, name: `${code} Library`, address: ['1 College Road'] });
  const desk = (code: string): object => ({
    code,
    name: `Desk ${code}`,
    library: code.split('-')[0],
    holdShelf: true,
    receives: true,
  });
  const partner = (n: number): object => ({
    code: `PARTNER${n}`,
    name: `Partner ${n}`,
    address: [`${n} Hill Street`],
  });
  const random = numbersFrom(11);
  const patron = (n: number): object => ({
    barcode: `P${pad(n, 8)}`,
    name: `${nameOf(random)}, ${nameOf(random)}`,
    email: `reader${n}@example.org`,
    library: 'MAIN',
  });
  const list = (count: number, make: (n: number) => object): string =>
    Array.from({ length: count }, (_, n) => JSON.stringify(make(n))).join(',\n');
  return (
    `{ "format": "borrow-desk/library", "version": 1,\n"libraries": [${['MAIN', 'HILL'].map((code) => JSON.stringify(library(code))).join(',\n')}],\n` +
    `"desks": [${desks.map((code) => JSON.stringify(desk(code))).join(',\n')}],\n` +
    `"partners": [${list(partnerCount, partner)}],\n"patrons": [${list(patronCount, patron)}],\n"requests": [`
  );
};

/**
 * Writes a library file with two libraries, four desks, forty partners, one patron for every five requests, and requests in all
 * statuses, with items and loans to match. The same numbers give the same file. Memory use is small for any size.
 * @param first the number of its first request; a different one gives different requests.
 * @returns its size in bytes.
 */
export const writeLibraryFile = (path: string, requestCount: number, first = 0): number => {
  const patronCount = Math.max(1, Math.ceil(requestCount / 5));
  const fd = openSync(path, 'w');
  let bytes = 0;
  let pending = headOf(patronCount);
  const flush = (): void => {
    bytes += writeSync(fd, pending);
    pending = '';
  };
  try {
    for (let n = 0; n < requestCount; n += 1) {
      pending += `${n === 0 ? '' : ','}\n${JSON.stringify(requestOf(first + n, patronCount))}`;
      if (pending.length > flushBytes) flush();
    }
    pending += '\n]}\n';
    flush();
  } finally {
    closeSync(fd);
  }
  return bytes;
};
