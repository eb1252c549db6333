import type { PosPrintData } from 'electron-pos-printer';
import { formatDate, formatInstant } from '../../../../shared/domain/dates.ts';
import type {
  LetterSlip,
  PaperSize,
  ReceiveSlip,
  ReturnSlip,
  Slip,
  TestSlip,
  TransitSlip,
} from '../../../../shared/domain/slips.ts';
import { drawCode128 } from './code128.ts';
import { html, nothing, printable, type Markup } from './markup.ts';
import { papers, type PaperFacts } from './paper.ts';
import { slipStyle } from './slip-style.ts';

/** Limits that keep the longest slip on one page, in characters; and how many lines of a kind there may be. */
const limits = {
  name: 60,
  line: 70,
  condition: 60,
  conditions: 4,
  note: 240,
  code: 80,
  lines: 6,
  letterLine: 600,
  letterLines: 120,
};

/**
 * Lays a slip out: the rows that electron-pos-printer takes, the style first.
 * @param textScale 1 for the usual size of the text
 * Every value goes through `html` and cannot become markup.
 */
export const layOutSlip = (slip: Slip, paperSize: PaperSize, textScale = 1): readonly PosPrintData[] => {
  const paper = papers[paperSize];
  const body = html`<main class="slip ${paper.heightMm === null ? 'roll' : 'page'}">
    ${parts(slip, paper)}
  </main>`;
  return [
    { type: 'text', value: slipStyle(paper, textScale).markup },
    { type: 'text', value: body.markup },
  ];
};

const parts = (slip: Slip, paper: PaperFacts): readonly Markup[] => {
  switch (slip.kind) {
    case 'receive':
      return receiveParts(slip, paper);
    case 'return':
      return returnParts(slip, paper);
    case 'transit':
      return transitParts(slip, paper);
    case 'letter':
      return letterParts(slip);
    case 'test':
      return testParts(slip, paper);
  }
};

/** The two codes on the slip of an item. */
const itemCodes = (
  slip: { readonly barcode: string; readonly externalId: string },
  paper: PaperFacts,
): Markup =>
  codes(
    [
      { label: 'Item barcode', code: slip.barcode },
      { label: 'Request number', code: slip.externalId },
    ],
    paper,
  );

const receiveParts = (slip: ReceiveSlip, paper: PaperFacts): readonly Markup[] => [
  slip.destination.kind === 'hold-shelf'
    ? headline('HOLD SHELF', slip.patronName, paper)
    : headline('SEND TO', slip.destination.deskName, paper),
  volumeLine(slip),
  work(slip, paper),
  itemCodes(slip, paper),
  fields([
    strong('Due date', slip.dueOn === null ? 'not given' : formatDate(slip.dueOn)),
    field('Patron', slip.patronName),
    field('Pickup location', slip.pickupLocation),
    field('Partner', slip.lender),
    field('Request date', moment(slip.requestedAt, slip.timeZone)),
    field('Arrival date', moment(slip.arrivedAt, slip.timeZone)),
    field('Cost', slip.cost),
  ]),
  // Last, because only these may be long: what does not fit on a page any more is the end of a note.
  fields(
    [
      strong('Use conditions', ...conditions(slip.useConditions)),
      field('Circulation note', slip.circulationNote, limits.note),
    ],
    'wide',
  ),
  foot(slip.libraryName, []),
];

const returnParts = (slip: ReturnSlip, paper: PaperFacts): readonly Markup[] => [
  headline('RETURN TO', slip.partner.name, paper),
  html`<section class="address">
    ${[...slip.partner.address.slice(0, limits.lines), slip.partner.email, slip.partner.phone].map((text) =>
      line(text, limits.line),
    )}
  </section>`,
  slip.note === '' ? nothing : html`<p class="notice"><bdi>${printable(slip.note, limits.note)}</bdi></p>`,
  volumeLine(slip),
  work(slip, paper),
  codes(
    [
      { label: 'Request number', code: slip.externalId },
      ...(slip.barcode === null ? [] : [{ label: 'Item barcode', code: slip.barcode }]),
    ],
    paper,
  ),
  fields([
    strong('Required return date', slip.dueOn === null ? 'not given' : formatDate(slip.dueOn)),
    field('Arrival date', moment(slip.arrivedAt, slip.timeZone)),
  ]),
  foot(slip.library.name, slip.library.address),
];

const transitParts = (slip: TransitSlip, paper: PaperFacts): readonly Markup[] => [
  headline('SEND TO', slip.to.name, paper),
  html`<section class="address">
    ${[slip.to.libraryName, ...slip.to.address.slice(0, limits.lines)].map((text) => line(text, limits.line))}
  </section>`,
  slip.note === '' ? nothing : html`<p class="notice"><bdi>${printable(slip.note, limits.note)}</bdi></p>`,
  volumeLine(slip),
  work(slip, paper),
  itemCodes(slip, paper),
  fields([
    field('From', slip.from),
    field('To', slip.to.name),
    field('Sent', moment(slip.sentAt, slip.timeZone)),
    field('Patron', slip.patronName),
  ]),
  foot(slip.libraryName, []),
];

const letterParts = (slip: LetterSlip): readonly Markup[] => [
  foot(slip.library.name, slip.library.address),
  html`<section class="address">
    ${[slip.to.name, ...slip.to.address.slice(0, limits.lines)].map((text) => line(text, limits.line))}
  </section>`,
  html`<p class="text">${moment(slip.writtenAt, slip.timeZone)}</p>`,
  html`<section class="work">
    <h1><bdi>${printable(slip.subject, limits.note)}</bdi></h1>
  </section>`,
  html`<section class="letter">
    ${slip.body
      .split('\n')
      .slice(0, limits.letterLines)
      .map((text) => html`<div>${printable(text, limits.letterLine) || '\u00A0'}</div>`)}
  </section>`,
];

const testParts = (slip: TestSlip, paper: PaperFacts): readonly Markup[] => [
  headline('TEST SLIP', slip.libraryName, paper),
  html`<p class="text">
    Slips from this desk come out here. Scan the code: the scanner reads it when the print is good.
  </p>`,
  codes([{ label: 'Test code', code: 'TEST-0123456789' }], paper),
  fields([field('Printed', moment(slip.printedAt, slip.timeZone))]),
];

/** What the hand does next, to be read from two metres. */
const headline = (verb: string, name: string, paper: PaperFacts): Markup => {
  const text = printable(name, limits.name);
  const size = [...text].length < paper.longNameFrom ? 'name' : 'name long';
  return html`<header>
    <div class="verb">${verb}</div>
    <div class="${size}"><bdi>${text || '—'}</bdi></div>
  </header>`;
};

const volumeLine = (slip: {
  readonly volume: number | null;
  readonly volumesExpected: number | null;
}): Markup => {
  if (slip.volume === null || (slip.volume === 1 && slip.volumesExpected === 1)) return nothing;
  const of = slip.volumesExpected === null ? '' : ` of ${slip.volumesExpected}`;
  return html`<p class="volume">Volume ${slip.volume}${of}</p>`;
};

const work = (slip: { readonly title: string; readonly author: string }, paper: PaperFacts): Markup =>
  html`<section class="work">
    <h1><bdi>${printable(slip.title, paper.titleLimit)}</bdi></h1>
    ${line(slip.author, limits.line)}
  </section>`;

const codes = (
  list: readonly { readonly label: string; readonly code: string }[],
  paper: PaperFacts,
): Markup =>
  html`<section class="codes">${list.map(({ label, code }) => barcode(label, code, paper))}</section>`;

const barcode = (label: string, code: string, paper: PaperFacts): Markup => {
  const bars = drawCode128(code, {
    widthMm: paper.widthMm - 2 * paper.sideMm,
    barsMm: paper.barsMm,
    longestMm: paper.longestBarcodeMm,
  });
  const text = printable(code, limits.code);
  return html`<figure>
    <figcaption>${label}</figcaption>
    ${bars ?? nothing}
    <div class="${bars ? 'digits' : 'digits alone'}"><bdi>${text}</bdi></div>
  </figure>`;
};

type Field = {
  readonly label: string;
  readonly values: readonly string[];
  readonly style: string;
  readonly limit: number;
};

const field = (label: string, value: string, limit = limits.line): Field => ({
  label,
  values: [value],
  style: 'field',
  limit,
});
const strong = (label: string, ...values: readonly string[]): Field => ({
  label,
  values,
  style: 'field strong',
  limit: limits.line,
});

const fields = (list: readonly Field[], kind: 'short' | 'wide' = 'short'): Markup => {
  const filled = list.map(({ label, values, style, limit }) => {
    const texts = values.map((value) => printable(value, limit)).filter((text) => text !== '');
    return texts.length === 0
      ? nothing
      : html`<div class="${style}">
          <dt>${label}</dt>
          <dd>${texts.map((text) => html`<div><bdi>${text}</bdi></div>`)}</dd>
        </div>`;
  });
  return filled.every((one) => one === nothing) ? nothing : html`<dl class="${kind}">${filled}</dl>`;
};

const foot = (name: string, address: readonly string[]): Markup =>
  html`<footer>${[name, ...address.slice(0, limits.lines)].map((text) => line(text, limits.line))}</footer>`;

const conditions = (list: readonly string[]): readonly string[] => {
  const shown = list.slice(0, limits.conditions).map((text) => printable(text, limits.condition));
  return list.length > shown.length
    ? [...shown, `and ${list.length - shown.length} more: see the request`]
    : shown;
};

const line = (text: string, limit: number): Markup => {
  const clean = printable(text, limit);
  return clean === '' ? nothing : html`<div><bdi>${clean}</bdi></div>`;
};

const moment = (at: ReceiveSlip['requestedAt'], timeZone: string): string =>
  at === null ? '' : formatInstant(at, timeZone);
