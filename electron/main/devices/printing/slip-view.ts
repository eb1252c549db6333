import type { PosPrintData } from 'electron-pos-printer';
import { withTimeout } from '../../with-timeout.ts';
import { openHiddenPage, type HiddenPage } from './hidden-page.ts';
import type { PictureFacts } from '../../../../shared/domain/slips/logo.ts';

const mmPerPixel = 25.4 / 96;
const mmPerInch = 25.4;
// Any number but 0, the page's own world, which the page's policy rules.
export const isolatedWorld = 1_001;

/** A slip that stands ready in a page of its own: sandboxed, without scripts, without network. */
export type SlipView = {
  /** How long the slip is, in millimetres, with what its paper would cut off. */
  readonly heightMm: () => Promise<number>;
  /** The slip as a PDF of one page of this size. */
  readonly pdf: (size: { readonly widthMm: number; readonly heightMm: number }) => Promise<Buffer>;
  readonly close: () => void;
};

/** What may be in the page of a slip: nothing runs and nothing is loaded, whatever the markup says; the logo is in the page itself. */
export const slipPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/** The page of a slip. */
export const slipDocument = (rows: readonly PosPrintData[]): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Slip</title>
<meta http-equiv="Content-Security-Policy" content="${slipPolicy}"></head>
<body><section id="main">${rows.map((row) => `<div>${row.value ?? ''}</div>`).join('')}</section></body></html>`;

/**
 * Renders the rows of a slip as electron-pos-printer does, to measure them and to make PDFs.
 * @param limitMs how long each step may take; steps reject with a TimeLimitError after it
 */
export const openSlipView = async (rows: readonly PosPrintData[], limitMs: number): Promise<SlipView> => {
  const page = openHiddenPage({ partition: 'slips' });
  const url = `data:text/html;charset=utf-8,${encodeURIComponent(slipDocument(rows))}`;
  try {
    await withTimeout(limitMs, 'Setting the slip', page.webContents.loadURL(url));
  } catch (error) {
    page.close();
    throw error;
  }
  return {
    heightMm: () => withTimeout(limitMs, 'Measuring the slip', measure(page)),
    pdf: ({ widthMm, heightMm }) =>
      withTimeout(
        limitMs,
        'Making the PDF',
        page.webContents.printToPDF({
          pageSize: { width: widthMm / mmPerInch, height: heightMm / mmPerInch },
          margins: { top: 0, bottom: 0, left: 0, right: 0 },
          printBackground: true,
        }),
      ),
    close: page.close,
  };
};

const measure = async (page: HiddenPage): Promise<number> => {
  const code = `document.fonts.ready.then(() => document.querySelector('.slip').scrollHeight)`;
  const height: unknown = await page.webContents.executeJavaScriptInIsolatedWorld(isolatedWorld, [{ code }]);
  if (typeof height !== 'number' || height <= 0) throw new Error('the slip has no size');
  return height * mmPerPixel;
};

/** As long as a small picture may take to be drawn, on a busy machine. */
const limitMs = 10_000;

/**
 * How large a picture comes out when it is drawn; null when it cannot be. A page of its own tries it, sandboxed and without network,
 * because decoders have been ways in. Cameras turn a picture by a note in it: then its sides change places.
 */
export const drawnSize = async (
  type: PictureFacts['type'],
  data: string,
): Promise<Omit<PictureFacts, 'type'> | null> => {
  const page = openHiddenPage({ partition: 'slips' });
  const document = `<!doctype html><meta http-equiv="Content-Security-Policy" content="${slipPolicy}"><img src="data:${type};base64,${data}">`;
  // `decode()` would wait for a frame, of which a page that nobody sees draws none.
  const code = `(() => { const [picture] = document.images;
    return createImageBitmap(picture).then(({ width, height }) => ({ widthPx: width, heightPx: height }), () => null); })()`;
  try {
    const url = `data:text/html;charset=utf-8,${encodeURIComponent(document)}`;
    await withTimeout(limitMs, 'Loading the picture', page.webContents.loadURL(url));
    const drawing = page.webContents.executeJavaScriptInIsolatedWorld(isolatedWorld, [{ code }]);
    return (await withTimeout(limitMs, 'Drawing the picture', drawing)) as Awaited<
      ReturnType<typeof drawnSize>
    >;
  } catch {
    // Whatever ended the page: this picture is not one for slips.
    return null;
  } finally {
    page.close();
  }
};
