import type { PosPrintData } from 'electron-pos-printer';
import { WebContentsView } from 'electron';

const mmPerPixel = 25.4 / 96;
const mmPerInch = 25.4;

/** A slip that stands ready in a page of its own: sandboxed, without scripts, without network. */
export type SlipView = {
  /** How long the slip is, in millimetres. */
  readonly heightMm: () => Promise<number>;
  /** The slip as a PDF of one page of this size. */
  readonly pdf: (size: { readonly widthMm: number; readonly heightMm: number }) => Promise<Buffer>;
  readonly close: () => void;
};

// The policy lets nothing run and nothing load, whatever the markup says.
const page = (rows: readonly PosPrintData[]): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Slip</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"></head>
<body><section id="main">${rows.map((row) => `<div>${row.value ?? ''}</div>`).join('')}</section></body></html>`;

/**
 * Renders the rows of a slip as electron-pos-printer would, to measure them and to make PDFs.
 * It is no window, so that the program's last window is still the one that staff see.
 */
export const openSlipView = async (rows: readonly PosPrintData[]): Promise<SlipView> => {
  const view = new WebContentsView({
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, partition: 'slips' },
  });
  const { webContents } = view;
  view.setBounds({ x: 0, y: 0, width: 900, height: 1200 });
  webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  await webContents.loadURL(`data:text/html;charset=utf-8,${encodeURIComponent(page(rows))}`);
  return {
    heightMm: async () => {
      const measure = `document.fonts.ready.then(() => document.querySelector('.slip').getBoundingClientRect().height)`;
      const isolatedWorld = 999;
      const answers: unknown = await webContents.executeJavaScriptInIsolatedWorld(isolatedWorld, [
        { code: measure },
      ]);
      if (typeof answers !== 'number') throw new Error('The slip could not be measured.');
      return answers * mmPerPixel;
    },
    pdf: ({ widthMm, heightMm }) =>
      webContents.printToPDF({
        pageSize: { width: widthMm / mmPerInch, height: heightMm / mmPerInch },
        margins: { top: 0, bottom: 0, left: 0, right: 0 },
        printBackground: true,
      }),
    close: () => {
      webContents.close();
    },
  };
};
