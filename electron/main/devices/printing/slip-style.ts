import { html, type Markup } from './markup.ts';
import type { PaperFacts } from './paper.ts';

/**
 * The style of a slip on its paper.
 * @param textScale 1 for the usual text size. The headline keeps its size, because it is read from afar.
 */
export const slipStyle = (paper: PaperFacts, textScale: number): Markup => {
  const font = paper.fontsMm;
  return html`<style>
      :root {
        /* A hair narrower than the paper: a page rounded down to whole points must not shrink the slip. */
        --width: ${paper.widthMm - 0.5}mm;
        --side: ${paper.sideMm}mm;
        --most: ${(paper.heightMm ?? 0) - 2}mm;
        --labels: ${paper.labelMm}mm;
        --verb: ${font.verb}mm;
        --name: ${font.name}mm;
        --long-name: ${font.longName * textScale}mm;
        --title: ${font.title * textScale}mm;
        --strong: ${font.strong * textScale}mm;
        --value: ${font.value * textScale}mm;
        --label: ${font.label * textScale}mm;
      }
    </style>
    ${rules}`;
};

/**
 * The rules for every paper. They also reset what electron-pos-printer's own style sheet sets.
 * Black on white only: thermal paper has no grey, and large black areas heat the head and smear.
 */
const rules = html`<style>
  @page {
    margin: 0;
  }
  html,
  body,
  #main {
    margin: 0;
    padding: 0;
    background: #fff;
  }
  .slip {
    box-sizing: border-box;
    width: var(--width);
    padding: 3mm var(--side);
    overflow: hidden;
    color: #000;
    font:
      var(--value)/1.25 Arial,
      'Helvetica Neue',
      'Noto Sans',
      sans-serif;
    overflow-wrap: anywhere;
  }
  :where(.slip *) {
    margin: 0;
    padding: 0;
  } /* What a library wants smaller or larger; barcodes keep their size. */
  .sized.small {
    zoom: 0.8;
  }
  .sized.large {
    zoom: 1.25;
  }
  .logo {
    padding-bottom: 2mm;
  }
  .logo.centre {
    text-align: center;
  }
  .logo img {
    display: inline-block;
    vertical-align: top;
  }
  .own {
    padding-top: 1mm;
    font-weight: 700;
  }
  .roll {
    padding-bottom: 8mm;
  }
  .pages {
    padding-top: 12mm;
  }
  .item {
    margin-top: 2mm;
    border-top: 0.5mm solid #000;
    break-inside: avoid;
  }
  .pages .item {
    /* The upper edge of a further sheet,
  where no printer of this kind prints. */
    margin-top: 0;
    padding-top: 8mm;
    border-top: none;
  }
  .count {
    padding-top: 1mm;
    font-size: var(--label);
  }
  .page {
    padding-top: 12mm;
    max-height: var(--most);
  }
  header {
    border-block: 0.8mm solid #000;
    padding: 0.12em 0 0.3em;
    font-weight: 700;
    line-height: 1.08;
  }
  .verb {
    font-size: var(--verb);
    letter-spacing: -0.01em;
  }
  .verb.long {
    font-size: calc(0.85 * var(--verb));
  }
  .name {
    font-size: var(--name);
  }
  .name.long {
    font-size: var(--long-name);
  }
  .address {
    padding-top: 2mm;
    font-size: var(--strong);
  }
  .notice {
    margin-top: 2mm;
    padding: 1mm 2mm;
    border: 0.5mm solid #000;
    font-size: var(--strong);
    font-weight: 700;
  }
  .volume {
    padding-top: 1.5mm;
    font-size: var(--strong);
    font-weight: 700;
  }
  .work,
  .text {
    padding-top: 1.5mm;
  }
  .letter {
    padding-top: 2.5mm;
    font-size: var(--value);
    line-height: 1.4;
  }
  .letter div {
    unicode-bidi: plaintext;
  }
  h1 {
    font-size: var(--title);
    font-weight: 700;
    line-height: 1.2;
  }
  .codes {
    display: flex;
    flex-wrap: wrap;
    gap: 0 8mm;
  }
  figure {
    flex: 1 1 calc(50% - 4mm);
    padding-top: 3mm;
    break-inside: avoid;
  }
  .bars {
    display: block;
    margin: 0.6mm 0;
  }
  .digits {
    font-size: var(--strong);
    font-weight: 700;
    letter-spacing: 0.03em;
  }
  figcaption,
  dt {
    font-size: var(--label);
  }
  dl {
    margin-top: 2.5mm;
    padding: 0.6mm 0;
    border-top: 0.3mm solid #000;
  }
  .short + .wide {
    margin-top: 0;
    padding-top: 0;
    border-top: none;
  }
  .field {
    display: flex;
    align-items: baseline;
    padding-top: 0.9mm;
    break-inside: avoid;
  }
  dt {
    flex: 0 0 var(--labels);
    padding-right: 1.2mm;
    box-sizing: border-box;
  }
  .strong dd {
    font-size: var(--strong);
    font-weight: 700;
  }
  :is(.page, .pages) .short {
    columns: 2;
    column-gap: 8mm;
  }
  footer {
    margin-top: 1.5mm;
    padding-top: 1.2mm;
    border-top: 0.3mm solid #000;
    font-size: var(--label);
  }
</style>`;
