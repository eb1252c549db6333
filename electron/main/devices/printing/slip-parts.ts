import { formatInstant } from '../../../../shared/domain/dates.ts';
import type { ReceiveSlip } from '../../../../shared/domain/slips.ts';
import { t } from '../../../../shared/words/words.ts';
import { drawCode128 } from './code128.ts';
import { html, nothing, printable, type Markup } from './markup.ts';
import type { PaperFacts } from './paper.ts';

// What slips are put together from. Each is nothing where there is nothing to say.

/** Limits that keep the longest slip on one page, in characters; and how many lines of a kind there may be. */
export const limits = {
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

/** What the hand does next, to be read from two metres. */
export const headline = (verb: string, name: string, paper: PaperFacts): Markup => {
  const text = printable(name, limits.name);
  const size = [...text].length < paper.longNameFrom ? 'name' : 'name long';
  return html`<header>
    <div class="verb">${verb}</div>
    <div class="${size}"><bdi>${text || '—'}</bdi></div>
  </header>`;
};

export const volumeLine = (slip: {
  readonly volume: number | null;
  readonly volumesExpected: number | null;
  readonly label?: string;
}): Markup => {
  const label = printable(slip.label ?? '', limits.name);
  const isOnly = slip.volume === null || (slip.volume === 1 && slip.volumesExpected === 1);
  const of = slip.volumesExpected === null ? '' : t('common.of', { volumesExpected: slip.volumesExpected });
  const count = isOnly ? '' : t('printing.volume', { volume: slip.volume, of });
  if (label === '') return isOnly ? nothing : html`<p class="volume">${count}</p>`;
  return html`<p class="volume">${isOnly ? nothing : `${count} · `}<bdi>${label}</bdi></p>`;
};

export const work = (slip: { readonly title: string; readonly author: string }, paper: PaperFacts): Markup =>
  html`<section class="work">
    <h1><bdi>${printable(slip.title, paper.titleLimit)}</bdi></h1>
    ${line(slip.author, limits.line)}
  </section>`;

export const codes = (
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

/** A label and what stands beside it. */
export type Field = {
  readonly label: string;
  readonly values: readonly string[];
  readonly style: string;
  readonly limit: number;
};

export const field = (label: string, value: string, limit = limits.line): Field => ({
  label,
  values: [value],
  style: 'field',
  limit,
});
export const strong = (label: string, ...values: readonly string[]): Field => ({
  label,
  values,
  style: 'field strong',
  limit: limits.line,
});

export const fields = (list: readonly Field[], kind: 'short' | 'wide' = 'short'): Markup => {
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

export const foot = (name: string, address: readonly string[]): Markup =>
  html`<footer>${[name, ...address.slice(0, limits.lines)].map((text) => line(text, limits.line))}</footer>`;

export const conditions = (list: readonly string[]): readonly string[] => {
  const shown = list.slice(0, limits.conditions).map((text) => printable(text, limits.condition));
  return list.length > shown.length
    ? [...shown, t('printing.andMoreSeeTheRequest', { listCount: list.length - shown.length })]
    : shown;
};

export const line = (text: string, limit: number): Markup => {
  const clean = printable(text, limit);
  return clean === '' ? nothing : html`<div><bdi>${clean}</bdi></div>`;
};

export const moment = (at: ReceiveSlip['requestedAt'], timeZone: string): string =>
  at === null ? '' : formatInstant(at, timeZone);
