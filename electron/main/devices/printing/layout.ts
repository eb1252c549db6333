import type { PosPrintData } from 'electron-pos-printer';
import { factsOfSlip, type Slip } from '../../../../shared/domain/slips/all-slips.ts';
import { fieldsOf, isDesigned } from '../../../../shared/domain/slips/design.ts';
import type { PaperSize } from '../../../../shared/domain/slips/printing.ts';
import type { FieldSize, Part } from '../../../../shared/domain/slips/slip.ts';
import { t } from '../../../../shared/words/words.ts';
import { drawParts } from './draw-parts.ts';
import { html, type Markup } from './markup.ts';
import { papers, type PaperFacts } from './paper.ts';
import { slipStyle } from './slip-style.ts';

/**
 * Lays out a slip: returns the rows for electron-pos-printer, the style first. Every value goes through `html` and cannot become markup.
 * @param textScale 1 for the usual text size
 */
export const layOutSlip = (slip: Slip, paperSize: PaperSize, textScale = 1): readonly PosPrintData[] => {
  const paper = papers[paperSize];
  const body = html`<main
    class="slip ${paper.heightMm === null ? 'roll' : mayFillPages(slip) ? 'pages' : 'page'}"
  >
    ${slip.others ? parcel(slip, slip.others, paper) : wholeSlip(slip, paper)}
  </main>`;
  return [
    { type: 'text', value: slipStyle(paper, textScale).markup },
    { type: 'text', value: body.markup },
  ];
};

/** Whether a slip may fill several sheets: that of a parcel is as long as its list. */
export const mayFillPages = (slip: Slip): boolean => slip.others !== undefined;

const wholeSlip = (slip: Slip, paper: PaperFacts): Markup => {
  const { parts } = factsOfSlip(slip.kind);
  const sized = parts?.(slip).map((part) => ({ part, size: 'usual' as const }));
  return drawParts(sized ?? designedParts(slip, slip, () => true), slip, paper);
};

/** The fields of one item that the design of its slip shows, in order. */
const designedParts = (
  { kind, design }: Slip,
  item: Slip,
  isWanted: (name: string) => boolean,
): readonly { readonly part: Part; readonly size: FieldSize }[] => {
  const { fields } = factsOfSlip(kind);
  if (!isDesigned(kind) || fields === null) return [];
  return fieldsOf(kind, design).flatMap(({ name, isShown, size }) => {
    const field = isShown && isWanted(name) ? fields[name] : undefined;
    return field ? [{ part: field.part(item, field.label), size }] : [];
  });
};

/** Draws the slip of a parcel: recipient and sender at the top, then each item. */
const parcel = (slip: Slip, others: readonly Slip[], paper: PaperFacts): Markup => {
  const once = factsOfSlip(slip.kind).oncePerParcel ?? [];
  const items = [slip, ...others];
  const count = items.length;
  const isOnce = (name: string): boolean => once.includes(name);
  return html`${drawParts(designedParts(slip, slip, isOnce), slip, paper)}
    <p class="volume">${t('{count, plural, one {# item} other {# items}} in this parcel', { count })}</p>
    ${items.map(
      (item, index) =>
        html`<section class="item">
          <p class="count">${t('{number} of {count}', { number: index + 1, count })}</p>
          ${drawParts(
            designedParts(slip, item, (name) => !isOnce(name)),
            slip,
            paper,
          )}
        </section>`,
    )}`;
};
