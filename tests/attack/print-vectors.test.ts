import { describe, expect, test } from 'vitest';
import { layOutSlip } from '../../electron/main/devices/printing/layout.ts';
import { pdfFileName } from '../../electron/main/devices/printing/pdf.ts';
import type { PrintJobId } from '../../shared/domain/ids.ts';
import { paperSizes, type PaperSize } from '../../shared/domain/slips/printing.ts';
import type { Slip } from '../../shared/domain/slips/all-slips.ts';
import { letterSlip, receiveSlip, returnSlip, transitSlip } from '../electron/devices/printing/slips.ts';
import { entities, markupOf, ownTags, shown } from '../support/slip-markup.ts';

// Titles, notes and names come from files, partners and patrons; a script in the page that prints could reach the computer. Each of these
// texts is put in every field of every slip.

const write = `require('fs').writeFileSync('pwned','1')`;
const vectors: readonly (readonly [string, string])[] = [
  ['a script', `<script>${write}</script>`],
  ['a script in capitals, cut by NUL', `<SCR\u0000IPT>${write}</SCR\u0000IPT>`],
  ['an image that fails', `<img src=x onerror="${write}">`],
  ['a drawing that loads', `<svg/onload=${write}>`],
  ['a frame with a page of its own', `<iframe srcdoc="&lt;script&gt;${write}&lt;/script&gt;"></iframe>`],
  ['an end of the style', `</style><script>${write}</script><style>`],
  ['an end of everything around it', `</bdi></h1></section></main></body><script>${write}</script>`],
  ['an end of a title and a comment', `--></title><!--><img src=x onerror=${write}>`],
  ['an end of an attribute', `"><img src=x onerror=${write}>`],
  ['an attribute', `" onmouseover="${write}" x="`],
  ['an attribute in other quotes', `' style='position:fixed;inset:0' x='`],
  ['an attribute without quotes', `\` onload=${write} x=\``],
  ['an address of a script', `<a href="javascript:${write}">x</a>`],
  ['a style that loads', '<style>@import url(http://evil.example/x.css);</style>'],
  [
    'a base, a refresh and a link',
    '<base href=//evil.example><meta http-equiv=refresh content=0><link rel=stylesheet href=x>',
  ],
  ['entities', '&lt;script&gt; &#60;img&#62; &amp;amp; &nbsp; &#x3C;b&#x3E; &notanentity'],
  ['a half of an entity', '&lt &#60 &'],
  [
    'syntax of templates',
    '${process.exit(1)} {{constructor.constructor("return 1")()}} <%= 7*7 %> #{7*7} {% raw %}',
  ],
  ['what replace takes for a group', "$& $1 $` $' $$ $<x>"],
  ['names of the language', '__proto__ constructor toString [object Object] undefined null NaN'],
  ['a right-to-left text with marks that turn', '\u202Eחיים\u2066 ספר \u202Dabc\u2069'],
  ['4,000 characters', 'x'.repeat(4_000)],
  ['4,000 characters of markup', '<b>'.repeat(1_334)],
  ['4,000 signs that become longer', '&<>"\''.repeat(800)],
  ['emoji', '👩‍👩‍👧 🏳️‍🌈 🇨🇭 📚'.repeat(20)],
  ['halves of characters', '\uD83D<b>\uDE00 \uD83D'],
  ['NUL and other controls', 'a\u0000b\u0001c\u001Bd\u007Fe\u0085f\u009Bg'],
  ['line ends of every kind', 'a\nb\r\nc\u2028d\u2029e\vf\fg'],
  ['characters without a width', 'z\u200Be\u200Cr\u200Do\u2060w\uFEFFidth'],
  ['many marks on a letter', `Z${'\u0301\u0327\u0489'.repeat(200)}`],
];

/** Replaces every text of the slip; lists contain it three times. */
const fill = (slip: Slip, text: string): Slip => {
  const kept: readonly string[] = [
    'kind',
    'timeZone',
    'requestedAt',
    'arrivedAt',
    'sentAt',
    'writtenAt',
    'dueOn',
    'language',
  ];
  const filled = (value: unknown): unknown => {
    if (typeof value === 'string') return text;
    if (Array.isArray(value)) return [text, text, text];
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [key, kept.includes(key) ? one : filled(one)]),
    );
  };
  return filled(slip) as Slip;
};

const slips: readonly (readonly [string, Slip])[] = [
  ['a receive slip for the hold shelf', receiveSlip],
  ['a receive slip that sends on', { ...receiveSlip, destination: { kind: 'in-transit', deskName: 'x' } }],
  ['a return slip', { ...returnSlip, barcode: 'x' }],
  ['a transit slip', transitSlip],
  ['a letter on paper', letterSlip],
];
const papers = Object.keys(paperSizes) as PaperSize[];

const cases = slips.flatMap(([slip, one]) =>
  vectors.map(([vector, text]) => [slip, vector, one, text] as const),
);

/** Returns the part of a text that remains recognisable on paper. */
const beginning = (text: string): string =>
  shown(text.replaceAll('&', '&amp;'))
    .replace(/[\p{Cc}\p{Surrogate}\uFEFF\u2028\u2029\u202A-\u202E\u2066-\u2069\uFFFD]/gu, '')
    .slice(0, 12);

test('the list has the expected length', () => {
  expect(cases).toHaveLength(150);
  expect(new Set(vectors.map(([, text]) => text)).size).toBe(vectors.length);
});

test.each(cases)('%s with %s is printed only as text', (_, __, slip, text) => {
  for (const paper of papers) {
    const markup = markupOf(fill(slip, text), paper);
    const rest = markup.replace(ownTags, '');
    expect(rest).not.toMatch(/[<>"']/);
    expect(rest.replace(entities, '')).not.toContain('&');
    expect(rest.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069\uFEFF]/u);
    expect(rest).not.toMatch(/\p{Surrogate}/u);
    // The text is there, in its own characters.
    expect(shown(markup).replaceAll('\uFFFD', '')).toContain(beginning(text));
    // No text makes a slip endless: the longest letter has 120 lines, everything else a page.
    expect(markup.length).toBeLessThan(slip.kind === 'letter' ? 30_000 : 25_000);
  }
});

describe.each(slips)('%s', (_, slip) => {
  test('has the same elements whatever it contains', () => {
    // A code that cannot be drawn as bars is set differently; letters set each of their lines.
    const elements = (text: string): readonly string[] =>
      Array.from(markupOf(fill(slip, text)).matchAll(/<([a-z0-9]+)/g), ([, name]) => name ?? '').filter(
        (name) => !['svg', 'path', 'div', 'bdi'].includes(name),
      );
    const harmless = elements('A title');
    for (const [, text] of vectors) expect(elements(text)).toEqual(harmless);
  });

  test('has a style that no text affects', () => {
    const style = (text: string): unknown => layOutSlip(fill(slip, text), 'A4')[0]?.value;
    expect(new Set(vectors.map(([, text]) => style(text))).size).toBe(1);
  });

  test('gives its file a name that cannot leave the folder', () => {
    for (const [, text] of [
      ...vectors,
      ['up', '../../x'],
      ['windows', '..\\CON:|?*'],
      ['blank', ' . '],
    ] as const)
      expect(pdfFileName(7 as PrintJobId, text)).toMatch(/^7(?:-[A-Za-z0-9_-]{1,64})?\.pdf$/);
  });
});
