import type { PosPrintData } from 'electron-pos-printer';
import { withTimeout } from '../../with-timeout.ts';
import { openHiddenPage, type HiddenPage } from './hidden-page.ts';
import type { PictureFacts } from '../../../../shared/domain/slips/logo.ts';

const mmPerPixel = 25.4 / 96;
const mmPerInch = 25.4;
// Any number but 0, the page's own world, to which the page's policy applies.
export const isolatedWorld = 1_001;

/** A slip rendered in its own page: sandboxed, without scripts, without network. */
export type SlipView = {
  /** The full length of the slip in millimetres, including what the paper would cut off. */
  readonly heightMm: () => Promise<number>;
  /** The slip as a PDF with one page of this size. */
  readonly pdf: (size: { readonly widthMm: number; readonly heightMm: number }) => Promise<Buffer>;
  readonly close: () => void;
};

/** The content policy of a slip's page: it runs and loads nothing, whatever the markup says. The logo is embedded. */
export const slipPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/** The HTML document of a slip. */
export const slipDocument = (rows: readonly PosPrintData[]): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Slip</title>
<meta http-equiv="Content-Security-Policy" content="${slipPolicy}"></head>
<body><section id="main">${rows.map((row) => `<div>${row.value ?? ''}</div>`).join('')}</section></body></html>`;

/**
 * Renders the rows of a slip as electron-pos-printer does, to measure them and to make PDFs.
 * @param limitMs timeout of each step, which then rejects with a TimeLimitError
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

/** The timeout for drawing a small picture, on a busy machine. */
const limitMs = 10_000;

/**
 * Returns the size of a picture when drawn; null if it cannot be drawn. This happens in its own page, sandboxed and without network,
 * because decoders have had vulnerabilities. A camera may store the orientation separately; then width and height are swapped.
 */
export const drawnSize = async (
  type: PictureFacts['type'],
  data: string,
): Promise<Omit<PictureFacts, 'type'> | null> => {
  const page = openHiddenPage({ partition: 'slips' });
  const document = `<!doctype html><meta http-equiv="Content-Security-Policy" content="${slipPolicy}"><img src="data:${type};base64,${data}">`;
  // `decode()` would wait for a frame, but a hidden page draws none.
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
    // Whatever the error was, this picture cannot be used on slips.
    return null;
  } finally {
    page.close();
  }
};
