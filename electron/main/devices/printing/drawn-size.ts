import type { PictureFacts } from '../../../../shared/domain/slip-logo.ts';
import { withTimeout } from '../../with-timeout.ts';
import { openQuietPage } from './quiet-page.ts';
import { isolatedWorld, slipPolicy } from './slip-view.ts';

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
  const page = openQuietPage({ partition: 'slips' });
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
