import { closeSync, openSync, writeSync } from 'node:fs';
import { requestStatusCodes } from '../../shared/domain/request-status.ts';

const desks = ['MAIN-CIRC', 'MAIN-ILL', 'HILL-CIRC', 'HILL-ILL'];
const partnerCount = 40;
const flushBytes = 1024 * 1024;

const words = (
  'history river atlas letters voyage collected papers garden winter northern essays island theory light music early ' +
  'modern kingdom forest travels memoir stones harbour complete works principles natural philosophy songs shadow house'
).split(' ');

/** A small generator of repeatable numbers: the same seed, the same file. */
const numbersFrom = (seed: number): ((below: number) => number) => {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * below);
  };
};

const pad = (n: number, width: number): string => String(n).padStart(width, '0');

const titleOf = (random: (below: number) => number): string => {
  const title = Array.from({ length: 3 + random(6) }, () => words[random(words.length)]).join(' ');
  return title.charAt(0).toUpperCase() + title.slice(1);
};

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

/** The nth request (from 0) of a generated library; the same for the same n. */
const requestOf = (n: number, patronCount: number): object => {
  const random = numbersFrom(n * 2_654_435_761);
  random(1);
  const status = requestStatusCodes[random(requestStatusCodes.length)] ?? 'SHIPPED_PHYSICALLY';
  const active = random(partnerCount);
  return {
    externalId: `01BENCH${pad(n, 9)}`,
    title: titleOf(random),
    author: `${words[random(words.length)]}, ${words[random(words.length)]}`,
    format: 'physical',
    patron: `P${pad(random(patronCount), 8)}`,
    pickup: desks[random(desks.length)],
    rota: [`PARTNER${active}`, `PARTNER${(active + 7) % partnerCount}`],
    activePartner: `PARTNER${active}`,
    status,
    dueOn: `2027-${pad(1 + random(12), 2)}-${pad(1 + random(28), 2)}`,
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
  const patron = (n: number): object => ({
    barcode: `P${pad(n, 8)}`,
    name: `Reader ${n}`,
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
 * Writes a library file with two libraries, four desks, forty partners, one patron for every ten requests, and requests in all
 * statuses, with items and loans to match. The same numbers make the same file. Memory stays small whatever the size.
 * @returns its size in bytes.
 */
export const writeLibraryFile = (path: string, requestCount: number): number => {
  const patronCount = Math.max(1, Math.ceil(requestCount / 10));
  const fd = openSync(path, 'w');
  let bytes = 0;
  let pending = headOf(patronCount);
  const flush = (): void => {
    bytes += writeSync(fd, pending);
    pending = '';
  };
  try {
    for (let n = 0; n < requestCount; n += 1) {
      pending += `${n === 0 ? '' : ','}\n${JSON.stringify(requestOf(n, patronCount))}`;
      if (pending.length > flushBytes) flush();
    }
    pending += '\n]}\n';
    flush();
  } finally {
    closeSync(fd);
  }
  return bytes;
};
