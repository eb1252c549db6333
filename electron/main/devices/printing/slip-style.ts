import { html, type Markup } from './markup.ts';
import type { PaperFacts } from './paper.ts';

/**
 * The style of a slip on its paper. It also takes back what electron-pos-printer's own style sheet sets.
 * Black on white only: thermal paper knows no grey, and large black areas heat the head and smear.
 */
export const slipStyle = (paper: PaperFacts, textScale: number): Markup => {
  const font = scaled(paper.fontsMm, textScale);
  // A hair narrower than the paper: a page rounded down to whole points must not shrink the slip.
  const widthMm = paper.widthMm - 0.5;
  return html`<style>
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
      width: ${widthMm}mm;
      padding: 3mm ${paper.sideMm}mm;
      overflow: hidden;
      color: #000;
      font:
        ${font.value}mm/1.25 Arial,
        'Helvetica Neue',
        'Noto Sans',
        sans-serif;
      overflow-wrap: anywhere;
    }
    :where(.slip *) {
      margin: 0;
      padding: 0;
    }
    /* What a library wants smaller or larger; barcodes keep their size. */
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
      /* The upper edge of a further sheet, where no printer of this kind prints. */
      margin-top: 0;
      padding-top: 8mm;
      border-top: none;
    }
    .count {
      padding-top: 1mm;
      font-size: ${font.label}mm;
    }
    .page {
      padding-top: 12mm;
      max-height: ${(paper.heightMm ?? 0) - 2}mm;
    }
    header {
      border-block: 0.8mm solid #000;
      padding: 0.12em 0 0.3em;
      font-weight: 700;
      line-height: 1.08;
    }
    .verb {
      font-size: ${font.verb}mm;
      letter-spacing: -0.01em;
    }
    .name {
      font-size: ${font.name}mm;
    }
    .name.long {
      font-size: ${font.longName}mm;
    }
    .address {
      padding-top: 2mm;
      font-size: ${font.strong}mm;
    }
    .notice {
      margin-top: 2mm;
      padding: 1mm 2mm;
      border: 0.5mm solid #000;
      font-size: ${font.strong}mm;
      font-weight: 700;
    }
    .volume {
      padding-top: 1.5mm;
      font-size: ${font.strong}mm;
      font-weight: 700;
    }
    .work,
    .text {
      padding-top: 1.5mm;
    }
    .letter {
      padding-top: 2.5mm;
      font-size: ${font.value}mm;
      line-height: 1.4;
    }
    .letter div {
      unicode-bidi: plaintext;
    }
    h1 {
      font-size: ${font.title}mm;
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
      font-size: ${font.strong}mm;
      font-weight: 700;
      letter-spacing: 0.03em;
    }
    figcaption,
    dt {
      font-size: ${font.label}mm;
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
      flex: 0 0 ${paper.labelMm}mm;
      padding-right: 1.2mm;
      box-sizing: border-box;
    }
    .strong dd {
      font-size: ${font.strong}mm;
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
      font-size: ${font.label}mm;
    }
  </style>`;
};

const scaled = (fonts: PaperFacts['fontsMm'], scale: number): PaperFacts['fontsMm'] => ({
  // The headline stays as large as it is: it is read from afar.
  ...fonts,
  longName: fonts.longName * scale,
  title: fonts.title * scale,
  strong: fonts.strong * scale,
  value: fonts.value * scale,
  label: fonts.label * scale,
});
