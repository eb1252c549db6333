import type { Slip } from '../../../../shared/domain/slips/all-slips.ts';
import {
  limits,
  type FieldSize,
  type Part,
  type VolumeOnSlip,
} from '../../../../shared/domain/slips/slip.ts';
import { t } from '../../../../shared/words/words.ts';
import { drawCode128 } from './code128.ts';
import { html, nothing, printable, type Markup } from './markup.ts';
import type { PaperFacts } from './paper.ts';

type Sized = { readonly part: Part; readonly size: FieldSize };
type Run = { readonly as: Part['as'] | 'block'; readonly size: FieldSize; readonly parts: Part[] };

/** Groups adjacent parts of the same kind: a row of barcodes, or a list. A logo already has its size. */
const runOf = ({ as }: Part): Run['as'] =>
  as === 'code' || as === 'short' || as === 'wide' || as === 'logo' ? as : 'block';

/** Draws the parts of a slip; adjacent parts of the same kind and size are drawn together. */
export const drawParts = (parts: readonly Sized[], slip: Slip, paper: PaperFacts): Markup => {
  const runs: Run[] = [];
  for (const { part, size } of parts) {
    const as = runOf(part);
    const last = runs.at(-1);
    if (last?.as === as && last.size === size) last.parts.push(part);
    else runs.push({ as, size, parts: [part] });
  }
  return html`${runs.map(({ as, size, parts: run }) => {
    const drawn = drawRun(run, size, slip, paper);
    return size === 'usual' || as === 'logo' ? drawn : html`<div class="sized ${size}">${drawn}</div>`;
  })}`;
};

const drawRun = (run: readonly Part[], size: FieldSize, slip: Slip, paper: PaperFacts): Markup => {
  const codes: Markup[] = [];
  const besides: Markup[] = [];
  const blocks: Markup[] = [];
  for (const part of run) {
    if (part.as === 'code') codes.push(barcode(part, paper));
    else if ('isStrong' in part) besides.push(beside(part));
    else blocks.push(block(part, size, slip, paper));
  }
  const isEmpty = (markups: readonly Markup[]): boolean => markups.every((one) => one === nothing);
  if (!isEmpty(codes)) return html`<section class="codes">${codes}</section>`;
  if (!isEmpty(besides)) return html`<dl class="${run[0]?.as ?? ''}">${besides}</dl>`;
  return html`${blocks}`;
};

const barcode = ({ label, code }: Extract<Part, { as: 'code' }>, paper: PaperFacts): Markup => {
  if (code === null) return nothing;
  const bars = drawCode128(code, {
    widthMm: paper.widthMm - 2 * paper.sideMm,
    barsMm: paper.barsMm,
    longestMm: paper.longestBarcodeMm,
  });
  return html`<figure>
    <figcaption>${printable(label, limits.line)}</figcaption>
    ${bars ?? nothing}
    <div class="${bars ? 'digits' : 'digits alone'}"><bdi>${printable(code, limits.code)}</bdi></div>
  </figure>`;
};

const beside = (part: Extract<Part, { as: 'short' | 'wide' }>): Markup => {
  const texts = part.values.map((value) => printable(value, part.limit)).filter((text) => text !== '');
  return texts.length === 0
    ? nothing
    : html`<div class="${part.isStrong ? 'field strong' : 'field'}">
        <dt>${part.label}</dt>
        <dd>${texts.map((text) => html`<div><bdi>${text}</bdi></div>`)}</dd>
      </div>`;
};

const line = (text: string): Markup => {
  const clean = printable(text, limits.line);
  return clean === '' ? nothing : html`<div><bdi>${clean}</bdi></div>`;
};

const block = (
  part: Exclude<Part, { as: 'code' | 'short' | 'wide' }>,
  size: FieldSize,
  slip: Slip,
  paper: PaperFacts,
): Markup => {
  switch (part.as) {
    case 'headline':
      return headline(part.verb, printable(part.name, limits.name), paper);
    case 'address':
      return html`<section class="address">${part.lines.map(line)}</section>`;
    case 'notice':
      return paragraph('notice', printable(part.text, limits.note));
    case 'volume':
      return volumeLine(part);
    case 'work':
      return html`<section class="work">
        <h1><bdi>${printable(part.title, paper.titleLimit)}</bdi></h1>
        ${line(part.author)}
      </section>`;
    case 'text':
      return paragraph('text', printable(part.text, part.limit));
    case 'subject':
      return html`<section class="work">
        <h1><bdi>${printable(part.text, limits.note)}</bdi></h1>
      </section>`;
    case 'letter':
      return html`<section class="letter">
        ${part.text
          .split('\n')
          .slice(0, limits.letterLines)
          .map((text) => html`<div>${printable(text, limits.letterLine) || '\u00A0'}</div>`)}
      </section>`;
    case 'library':
      return html`<footer>${[part.name, ...part.address.slice(0, limits.lines)].map(line)}</footer>`;
    case 'own-text':
      return paragraph('own', printable(slip.design?.text ?? '', limits.note));
    case 'logo':
      return logo(slip.logo ?? null, size, paper);
  }
};

const paragraph = (name: string, text: string): Markup =>
  text === '' ? nothing : html`<p class="${name}"><bdi>${text}</bdi></p>`;

/** A word of so many letters is wider than a roll at the usual size: `ABHOLREGAL`. It is set smaller, not broken. */
const longWordFrom = 10;

/** Draws where the item goes, to be read from afar. */
export const headline = (verb: string, name: string, paper: PaperFacts): Markup =>
  html`<header>
    <div class="${verb.split(' ').some((word) => word.length >= longWordFrom) ? 'verb long' : 'verb'}">
      ${verb}
    </div>
    <div class="${[...name].length < paper.longNameFrom ? 'name' : 'name long'}">
      <bdi>${name || '—'}</bdi>
    </div>
  </header>`;

const volumeLine = ({ label, volume, volumesExpected }: VolumeOnSlip): Markup => {
  const spine = printable(label, limits.name);
  const isOnly = volume === null || (volume === 1 && volumesExpected === 1);
  const of = volumesExpected === null ? '' : t(' of {volumesExpected}', { volumesExpected });
  const count = isOnly ? '' : t('Volume {volume}{of}', { volume, of });
  if (spine === '') return isOnly ? nothing : html`<p class="volume">${count}</p>`;
  return html`<p class="volume">${isOnly ? nothing : `${count} · `}<bdi>${spine}</bdi></p>`;
};

/** The maximum size of the logo: a share of the text width, and a height in millimetres. */
const logoSizes: Readonly<Record<FieldSize, readonly [part: number, heightMm: number]>> = {
  small: [0.4, 9],
  usual: [0.6, 15],
  large: [0.95, 24],
};
/** Limits the logo on a sheet too. */
const widestLogoMm = 100;

/** Draws the library's logo in the size of its field, within the space for it. */
const logo = (picture: NonNullable<Slip['logo']> | null, size: FieldSize, paper: PaperFacts): Markup => {
  if (picture === null) return nothing;
  const [part, heightMm] = logoSizes[size];
  const widthMm = Math.min(widestLogoMm, part * (paper.widthMm - 2 * paper.sideMm));
  const mmPerPx = Math.min(widthMm / picture.widthPx, heightMm / picture.heightPx);
  const lengths = `width: ${(picture.widthPx * mmPerPx).toFixed(2)}mm; height: ${(picture.heightPx * mmPerPx).toFixed(2)}mm`;
  return html`<div class="logo ${picture.place}">
    <img src="data:${picture.type};base64,${picture.data}" alt="" style="${lengths}" />
  </div>`;
};
