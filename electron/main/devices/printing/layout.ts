import type { PosPrintData } from 'electron-pos-printer';
import { formatDate } from '../../../../shared/domain/dates.ts';
import type {
  LabelSlip,
  LetterSlip,
  PaperSize,
  ReceiveSlip,
  ReturnSlip,
  ReturnedItem,
  Slip,
  TestSlip,
  TransitSlip,
} from '../../../../shared/domain/slips.ts';
import { testCode } from '../../../../shared/domain/slips.ts';
import {
  fieldsOf,
  type DesignedKind,
  type FieldSize,
  type SlipField,
} from '../../../../shared/domain/slip-design.ts';
import { html, nothing, printable, type Markup } from './markup.ts';
import { papers, type PaperFacts } from './paper.ts';
import {
  codes,
  conditions,
  field,
  fields,
  foot,
  headline,
  limits,
  line,
  moment,
  strong,
  volumeLine,
  work,
  type Field,
} from './slip-parts.ts';
import { slipStyle } from './slip-style.ts';
import { t } from '../../../../shared/words/words.ts';

/**
 * Lays a slip out: the rows that electron-pos-printer takes, the style first.
 * @param textScale 1 for the usual size of the text
 * Every value goes through `html` and cannot become markup.
 */
export const layOutSlip = (slip: Slip, paperSize: PaperSize, textScale = 1): readonly PosPrintData[] => {
  const paper = papers[paperSize];
  const body = html`<main
    class="slip ${paper.heightMm === null ? 'roll' : mayFillPages(slip) ? 'pages' : 'page'}"
  >
    ${parts(slip, paper)}
  </main>`;
  return [
    { type: 'text', value: slipStyle(paper, textScale).markup },
    { type: 'text', value: body.markup },
  ];
};

/** Whether a slip goes on over several sheets: that of a parcel is as long as its list. */
export const mayFillPages = (slip: Slip): boolean => slip.kind === 'return' && slip.others !== undefined;

const parts = (slip: Slip, paper: PaperFacts): readonly Markup[] => {
  switch (slip.kind) {
    case 'receive':
      return receiveParts(slip, paper);
    case 'return':
      return slip.others ? parcelParts(slip, slip.others, paper) : returnParts(slip, paper);
    case 'transit':
      return transitParts(slip, paper);
    case 'letter':
      return letterParts(slip);
    case 'label':
      return labelParts(slip, paper);
    case 'test':
      return testParts(slip, paper);
  }
};

type Designed = Pick<Slip, 'design'>;

/** A field of a slip: a block of its own, or one that stands with its like in a row of barcodes or a list. */
type BlockElement = { readonly as: 'block' | 'picture'; readonly markup: Markup };
type Element =
  | BlockElement
  | { readonly as: 'code'; readonly label: string; readonly code: string }
  | { readonly as: 'short' | 'wide'; readonly field: Field };
type Elements<K extends DesignedKind> = Readonly<Record<SlipField<K>, Element>>;

const block = (markup: Markup): BlockElement => ({ as: 'block', markup });
const code = (label: string, text: string): Element => ({ as: 'code', label, code: text });
const short = (one: Field): Element => ({ as: 'short', field: one });
const wide = (one: Field): Element => ({ as: 'wide', field: one });

/** What stands together: neighbours of one sort and size. */
const drawRun = (run: readonly Element[], paper: PaperFacts): Markup => {
  const lists = { short: [] as Field[], wide: [] as Field[] };
  const bars: { readonly label: string; readonly code: string }[] = [];
  const blocks: Markup[] = [];
  for (const element of run)
    if ('markup' in element) blocks.push(element.markup);
    else if (element.as === 'code') bars.push(element);
    else lists[element.as].push(element.field);
  if (bars.length > 0) return codes(bars, paper);
  if (lists.short.length > 0) return fields(lists.short);
  return lists.wide.length > 0 ? fields(lists.wide, 'wide') : html`${blocks}`;
};

/** Puts the fields of a slip together as its design says. */
const compose = <K extends DesignedKind>(
  kind: K,
  { design }: Designed,
  paper: PaperFacts,
  elements: Elements<K>,
): readonly Markup[] => {
  const runs: { readonly size: FieldSize; readonly as: Element['as']; readonly run: Element[] }[] = [];
  for (const { name, isShown, size } of fieldsOf(kind, design)) {
    if (!isShown) continue;
    const element: Element = elements[name as SlipField<K>];
    const last = runs.at(-1);
    if (last?.as === element.as && last.size === size) last.run.push(element);
    else runs.push({ size, as: element.as, run: [element] });
  }
  return runs.map(({ size, as, run }) =>
    // A picture is as large as it says already.
    size === 'usual' || as === 'picture'
      ? drawRun(run, paper)
      : html`<div class="sized ${size}">${drawRun(run, paper)}</div>`,
  );
};

const textOf = (slip: Designed): BlockElement =>
  block(
    slip.design === undefined || slip.design.text.trim() === ''
      ? nothing
      : html`<p class="own"><bdi>${printable(slip.design.text, limits.note)}</bdi></p>`,
  );

/** How wide the logo is at the most, as a part of the text, and how high, in millimetres. */
const logoSizes: Readonly<Record<FieldSize, readonly [part: number, heightMm: number]>> = {
  small: [0.4, 9],
  usual: [0.6, 15],
  large: [0.95, 24],
};
/** On a sheet, too, it is a mark and no poster. */
const widestLogoMm = 100;

/** The picture of the library, as large as its field is to be and no larger than its place. */
const logoOf = (slip: Slip, kind: DesignedKind, paper: PaperFacts): BlockElement => {
  const { logo } = slip;
  if (!logo) return { as: 'picture', markup: nothing };
  const size = fieldsOf(kind, slip.design).find(({ name }) => name === 'logo')?.size ?? 'usual';
  const [part, heightMm] = logoSizes[size];
  const widthMm = Math.min(widestLogoMm, part * (paper.widthMm - 2 * paper.sideMm));
  const mmPerPx = Math.min(widthMm / logo.widthPx, heightMm / logo.heightPx);
  const lengths = `width: ${(logo.widthPx * mmPerPx).toFixed(2)}mm; height: ${(logo.heightPx * mmPerPx).toFixed(2)}mm`;
  return {
    as: 'picture',
    markup: html`<div class="logo ${logo.place}">
      <img src="data:${logo.type};base64,${logo.data}" alt="" style="${lengths}" />
    </div>`,
  };
};

/** On the slip of a parcel: once on top, unless it is hidden. */
const logoOfParcel = (slip: Slip, paper: PaperFacts): Markup =>
  fieldsOf('return', slip.design).some(({ name, isShown }) => name === 'logo' && isShown)
    ? logoOf(slip, 'return', paper).markup
    : nothing;

const receiveParts = (slip: ReceiveSlip & Designed, paper: PaperFacts): readonly Markup[] =>
  compose<'receive'>('receive', slip, paper, {
    logo: logoOf(slip, 'receive', paper),
    headline: block(
      slip.destination.kind === 'hold-shelf'
        ? headline(t('signs.holdShelf'), slip.patronName, paper)
        : headline(t('signs.sendTo'), slip.destination.deskName, paper),
    ),
    text: textOf(slip),
    volume: block(volumeLine(slip)),
    work: block(work(slip, paper)),
    itemCode: code(t('common.itemBarcode'), slip.barcode),
    requestCode: code(t('printing.requestNumber'), slip.externalId),
    due: short(
      strong(t('printing.dueDate'), slip.dueOn === null ? t('printing.notGiven') : formatDate(slip.dueOn)),
    ),
    patron: short(field(t('common.patron'), slip.patronName)),
    pickup: short(field(t('common.pickupLocation'), slip.pickupLocation)),
    partner: short(field(t('common.partner'), slip.lender)),
    requested: short(field(t('printing.requestDate'), moment(slip.requestedAt, slip.timeZone))),
    arrived: short(field(t('printing.arrivalDate'), moment(slip.arrivedAt, slip.timeZone))),
    cost: short(field(t('common.cost'), slip.cost)),
    // Usually last, because only these may be long: what does not fit on a page any more is the end of a note.
    conditions: wide(strong(t('common.useConditions'), ...conditions(slip.useConditions))),
    note: wide(field(t('common.circulationNote'), slip.circulationNote, limits.note)),
    library: block(foot(slip.libraryName, [])),
  });

const returnParts = (slip: ReturnSlip & Designed, paper: PaperFacts): readonly Markup[] =>
  compose<'return'>('return', slip, paper, {
    logo: logoOf(slip, 'return', paper),
    headline: block(headline(t('signs.returnTo'), slip.partner.name, paper)),
    text: textOf(slip),
    address: block(partnerAddress(slip)),
    ...returnedItem(slip, slip.timeZone, paper),
    library: block(foot(slip.library.name, slip.library.address)),
  });

/** What stands once on the slip of a parcel, over its items. */
const oncePerParcel = {
  logo: block(nothing),
  headline: block(nothing),
  text: block(nothing),
  address: block(nothing),
  library: block(nothing),
};

const returnedItem = (
  item: ReturnedItem,
  timeZone: string,
  paper: PaperFacts,
): Omit<Elements<'return'>, keyof typeof oncePerParcel> => ({
  notice: block(
    item.note === '' ? nothing : html`<p class="notice"><bdi>${printable(item.note, limits.note)}</bdi></p>`,
  ),
  volume: block(volumeLine(item)),
  work: block(work(item, paper)),
  requestCode: code(t('printing.requestNumber'), item.externalId),
  itemCode: item.barcode === null ? block(nothing) : code(t('common.itemBarcode'), item.barcode),
  due: short(
    strong(
      t('printing.requiredReturnDate'),
      item.dueOn === null ? t('printing.notGiven') : formatDate(item.dueOn),
    ),
  ),
  arrived: short(field(t('printing.arrivalDate'), moment(item.arrivedAt, timeZone))),
});

/** The slip of a parcel: whose it is and from whom on top, where they are seen, then item by item. */
const parcelParts = (
  slip: ReturnSlip & Designed,
  others: readonly ReturnedItem[],
  paper: PaperFacts,
): readonly Markup[] => {
  const items = [slip, ...others];
  const count = items.length;
  return [
    logoOfParcel(slip, paper),
    headline(t('signs.returnTo'), slip.partner.name, paper),
    textOf(slip).markup,
    partnerAddress(slip),
    foot(slip.library.name, slip.library.address),
    html`<p class="volume">${t('printing.itemsInThisParcel', { count })}</p>`,
    ...items.map(
      (item, index) =>
        html`<section class="item">
          <p class="count">${t('printing.itemOfParcel', { number: index + 1, count })}</p>
          ${compose<'return'>('return', slip, paper, {
            ...oncePerParcel,
            ...returnedItem(item, slip.timeZone, paper),
          })}
        </section>`,
    ),
  ];
};

const partnerAddress = ({ partner }: ReturnSlip): Markup =>
  html`<section class="address">
    ${[...partner.address.slice(0, limits.lines), partner.email, partner.phone].map((text) =>
      line(text, limits.line),
    )}
  </section>`;

const transitParts = (slip: TransitSlip & Designed, paper: PaperFacts): readonly Markup[] =>
  compose<'transit'>('transit', slip, paper, {
    logo: logoOf(slip, 'transit', paper),
    headline: block(headline(t('signs.sendTo'), slip.to.name, paper)),
    text: textOf(slip),
    address: block(
      html`<section class="address">
        ${[slip.to.libraryName, ...slip.to.address.slice(0, limits.lines)].map((text) =>
          line(text, limits.line),
        )}
      </section>`,
    ),
    notice: block(
      slip.note === ''
        ? nothing
        : html`<p class="notice"><bdi>${printable(slip.note, limits.note)}</bdi></p>`,
    ),
    volume: block(volumeLine(slip)),
    work: block(work(slip, paper)),
    itemCode: code(t('common.itemBarcode'), slip.barcode),
    requestCode: code(t('printing.requestNumber'), slip.externalId),
    from: short(field(t('common.from'), slip.from)),
    to: short(field(t('printing.to'), slip.to.name)),
    sent: short(field(t('common.sent'), moment(slip.sentAt, slip.timeZone))),
    patron: short(field(t('common.patron'), slip.patronName)),
    library: block(foot(slip.libraryName, [])),
  });

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

/** Short, so that it fits on an item: the code first. */
const labelParts = (slip: LabelSlip & Designed, paper: PaperFacts): readonly Markup[] =>
  compose<'label'>('label', slip, paper, {
    itemCode: code(slip.libraryName, slip.barcode),
    text: textOf(slip),
    title: block(html`<p class="text"><bdi>${printable(slip.title, limits.name)}</bdi></p>`),
    externalId: block(html`<p class="text"><bdi>${printable(slip.externalId, limits.code)}</bdi></p>`),
  });

const testParts = (slip: TestSlip, paper: PaperFacts): readonly Markup[] => [
  headline(t('printing.testSlip'), slip.libraryName, paper),
  html`<p class="text">${t('printing.slipsComeOutHere')}</p>`,
  codes([{ label: t('printing.testCode'), code: testCode }], paper),
  fields([field(t('common.printed'), moment(slip.printedAt, slip.timeZone))]),
];
