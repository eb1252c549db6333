import JsBarcode from 'jsbarcode';
import { html, type Markup } from './markup.ts';

/** One dot of a thermal printer (203 dpi). Bars made of whole dots keep equal widths on paper. */
export const dotMm = 25.4 / 203;
/** The quiet zone before and after the bars, in modules. On the left and right, the paper's margin serves as one. */
const quietModules = 10;
// All scanners can read bars of two dots; three are comfortable.
const widestDots = 3;
const narrowestDots = 2;

/**
 * Encodes a text in Code 128: `1` is a dark module, `0` a light one.
 * @returns null if Code 128 cannot encode it: an empty text, or anything but printable ASCII.
 */
export const encodeCode128 = (text: string): string | null => {
  // JsBarcode treats some accented letters as function codes, so it cannot do this check.
  if (!/^[\x20-\x7E]+$/.test(text)) return null;
  const drawing: { encodings?: readonly { readonly data: string }[] } = {};
  JsBarcode(drawing, text, { format: 'CODE128' });
  return (drawing.encodings ?? []).map(({ data }) => data).join('') || null;
};

/** The space for a barcode on the paper. */
type BarcodeBox = { readonly widthMm: number; readonly barsMm: number; readonly longestMm: number };

/**
 * Draws a Code 128 with its quiet zones. Its bars are as wide as the box allows.
 * A barcode that is too long to fit across the paper is drawn along it: scanners accept that, but not narrower bars.
 * @returns null if the text cannot be encoded or is longer than the paper allows.
 */
export const drawCode128 = (text: string, box: BarcodeBox): Markup | null => {
  const bars = encodeCode128(text);
  if (bars === null) return null;
  const dotsThatFit = Math.floor(box.widthMm / (bars.length * dotMm));
  if (dotsThatFit >= narrowestDots)
    return drawing(bars, Math.min(widestDots, dotsThatFit) * dotMm, box.barsMm, false);
  const moduleMm = narrowestDots * dotMm;
  const lengthMm = (bars.length + 2 * quietModules) * moduleMm;
  return lengthMm <= box.longestMm ? drawing(bars, moduleMm, box.barsMm, true) : null;
};

const drawing = (bars: string, moduleMm: number, barsMm: number, upright: boolean): Markup => {
  const before = upright ? quietModules : 0;
  const modules = bars.length + 2 * before;
  const steps = [...bars.matchAll(/1+/g)].map(({ index, 0: run }) => {
    const from = index + before;
    return upright ? `M0 ${from}h1v${run.length}h-1z` : `M${from} 0h${run.length}v1h-${run.length}z`;
  });
  const [widthMm, heightMm] = upright ? [barsMm, modules * moduleMm] : [modules * moduleMm, barsMm];
  return html`<svg
    class="bars"
    viewBox="0 0 ${upright ? `1 ${modules}` : `${modules} 1`}"
    preserveAspectRatio="none"
    shape-rendering="crispEdges"
    style="width:${widthMm.toFixed(3)}mm;height:${heightMm.toFixed(3)}mm"
  >
    <path d="${steps.join('')}" />
  </svg>`;
};
