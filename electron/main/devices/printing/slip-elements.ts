import type { Slip } from '../../../../shared/domain/slips.ts';
import {
  fieldsOf,
  type DesignedKind,
  type FieldSize,
  type SlipField,
} from '../../../../shared/domain/slip-design.ts';
import { html, nothing, printable, type Markup } from './markup.ts';
import type { PaperFacts } from './paper.ts';
import { codes, fields, limits, type Field } from './slip-parts.ts';

/** What a library says of the looks of a slip. */
export type Designed = Pick<Slip, 'design'>;

/** A field of a slip: a block of its own, or one that stands with its like in a row of barcodes or a list. */
type BlockElement = { readonly as: 'block' | 'picture'; readonly markup: Markup };
type Element =
  | BlockElement
  | { readonly as: 'code'; readonly label: string; readonly code: string }
  | { readonly as: 'short' | 'wide'; readonly field: Field };
export type Elements<K extends DesignedKind> = Readonly<Record<SlipField<K>, Element>>;

export const block = (markup: Markup): BlockElement => ({ as: 'block', markup });
export const code = (label: string, text: string): Element => ({ as: 'code', label, code: text });
export const short = (one: Field): Element => ({ as: 'short', field: one });
export const wide = (one: Field): Element => ({ as: 'wide', field: one });

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
export const compose = <K extends DesignedKind>(
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

/** The text that the library adds to each slip of a kind. */
export const textOf = (slip: Designed): BlockElement =>
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
export const logoOf = (slip: Slip, kind: DesignedKind, paper: PaperFacts): BlockElement => {
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
export const logoOfParcel = (slip: Slip, paper: PaperFacts): Markup =>
  fieldsOf('return', slip.design).some(({ name, isShown }) => name === 'logo' && isShown)
    ? logoOf(slip, 'return', paper).markup
    : nothing;
