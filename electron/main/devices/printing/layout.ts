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
import { html, nothing, printable, type Markup } from './markup.ts';
import {
  block,
  code,
  compose,
  logoOfParcel,
  logoOf,
  short,
  textOf,
  wide,
  type Designed,
  type Elements,
} from './slip-elements.ts';
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
