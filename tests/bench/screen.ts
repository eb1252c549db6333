import { openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { startDisplay, type Display } from '../../electron/tooling/lib/display.ts';

/** A display whose picture can be read while programs draw on it. */
export type Screen = {
  readonly display: Display;
  /** The pixels of every eighth line as they are now. */
  readonly look: () => Uint32Array;
};

const size = { width: 1280, height: 800 };
const lineStep = 8;
const bytesOfPixel = 4;

/** Starts a display that keeps its picture in a file. @param folder for the file. @throws if it cannot be started. */
export const startScreen = async (folder: string): Promise<Screen> => {
  const display = await startDisplay(`${size.width}x${size.height}`, folder);
  const file = openSync(join(folder, 'Xvfb_screen0'), 'r');
  // The format of xwd: the length of the header, then twelve bytes for each colour that it names.
  const header = Buffer.alloc(100);
  readSync(file, header, 0, header.length, 0);
  const pixelsAt = header.readUInt32BE(0) + 12 * header.readUInt32BE(76);
  const lineBytes = header.readUInt32BE(48);
  if (lineBytes !== size.width * bytesOfPixel) throw new Error('The display has other pixels than expected.');
  return {
    display,
    look: () => {
      const pixels = new Uint32Array((size.width * size.height) / lineStep);
      for (let line = 0; line < size.height / lineStep; line += 1)
        readSync(file, pixels, line * lineBytes, lineBytes, pixelsAt + line * lineStep * lineBytes);
      return pixels;
    },
  };
};

/** The share of the pixels in which two pictures differ. */
export const difference = (one: Uint32Array, other: Uint32Array): number => {
  let differing = 0;
  for (let at = 0; at < one.length; at += 1) if (one[at] !== other[at]) differing += 1;
  return differing / one.length;
};
