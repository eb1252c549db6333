import { layOutSlip } from '../../electron/main/devices/printing/layout.ts';
import type { PaperSize } from '../../shared/domain/slips/printing.ts';
import type { Slip } from '../../shared/domain/slips/all-slips.ts';

/** The rows of a slip as inserted into the page, without their style. */
export const markupOf = (slip: Slip, paper: PaperSize = '80mm'): string => {
  const [style, ...rows] = layOutSlip(slip, paper);
  if (!style?.value?.startsWith('<style>')) throw new Error('a slip begins with its style');
  return rows.map((row) => row.value).join('');
};

// Every tag that the layout itself writes, with only plain attributes.
export const ownTags =
  /<\/?(?:main|header|div|bdi|p|section|h1|figure|figcaption|svg|path|dl|dt|dd|footer)(?:\s+(?:class|viewBox|preserveAspectRatio|shape-rendering|style|d)="[^"<>]*")*\s*\/?>/g;
export const entities = /&(?:amp|lt|gt|quot|#39);/g;

/** The text that a browser shows, without spaces, because lines may break anywhere. */
export const shown = (markup: string): string =>
  markup
    .replace(ownTags, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, '');
