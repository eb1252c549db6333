// Draws the icons of the program from resources/mark.svg. Run it by Electron after the mark has changed, and commit what it writes:
//   "$(npm run --silent electron:path)" electron/tooling/packaging/draw-icons.mjs

import { app, BrowserWindow } from 'electron';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const resources = join(import.meta.dirname, '..', '..', '..', 'resources');
const [, path] = / d="([^"]+)"/u.exec(readFileSync(join(resources, 'mark.svg'), 'utf8')) ?? [];

// White behind it, so that the arrow is seen on every taskbar; macOS leaves a margin around its icons.
const svgOf = (margin) => `<svg xmlns="http://www.w3.org/2000/svg" width="1024" height="1024"
  viewBox="${-margin} ${-margin} ${32 + 2 * margin} ${32 + 2 * margin}"><path fill="#fff" d="M8 2H10V4H27V28H10V30H8Z"/>
  <path fill="#1864ab" fill-rule="evenodd" d="${path}"/></svg>`;

const draw = async (window, size, margin = 0) => {
  const url = await window.webContents.executeJavaScript(`new Promise((done, failed) => {
    const picture = new Image();
    picture.onerror = failed;
    picture.onload = () => {
      const canvas = Object.assign(document.createElement('canvas'), { width: ${size}, height: ${size} });
      canvas.getContext('2d').drawImage(picture, 0, 0, ${size}, ${size});
      done(canvas.toDataURL('image/png'));
    };
    picture.src = 'data:image/svg+xml,' + encodeURIComponent(${JSON.stringify(svgOf(margin))});
  })`);
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
};

/** An icon of Windows: a table of contents, then the pictures. */
const icoOf = (pictures) => {
  const head = Buffer.alloc(6 + 16 * pictures.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pictures.length, 4);
  let offset = head.length;
  for (const [index, { size, png }] of pictures.entries()) {
    const at = 6 + 16 * index;
    head[at] = size % 256;
    head[at + 1] = size % 256;
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(png.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += png.length;
  }
  return Buffer.concat([head, ...pictures.map(({ png }) => png)]);
};

/** An icon of macOS: pictures one after the other, each behind a name that says its size. */
const icnsOf = (pictures) => {
  const named = (name, content) => {
    const head = Buffer.alloc(8);
    head.write(name, 'latin1');
    head.writeUInt32BE(8 + content.length, 4);
    return Buffer.concat([head, content]);
  };
  return named('icns', Buffer.concat(pictures.map(({ name, png }) => named(name, png))));
};

/** What the setup program shows at its end, in the size that NSIS expects: the mark, white on the colour of the icons. */
const side = { width: 164, height: 314, mark: 96, top: 48, colour: [0x18, 0x64, 0xab] };

const sideCoverage = async (window) => {
  const { width, height, mark, top } = side;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${mark}" height="${mark}" viewBox="0 0 32 32"><path fill-rule="evenodd" d="${path}"/></svg>`;
  return window.webContents.executeJavaScript(`new Promise((done, failed) => {
    const picture = new Image();
    picture.onerror = failed;
    picture.onload = () => {
      const canvas = new OffscreenCanvas(${width}, ${height}).getContext('2d');
      canvas.drawImage(picture, ${(width - mark) / 2}, ${top});
      const { data } = canvas.getImageData(0, 0, ${width}, ${height});
      done(Array.from({ length: ${width * height} }, (_, index) => data[4 * index + 3]));
    };
    picture.src = 'data:image/svg+xml,' + encodeURIComponent(${JSON.stringify(svg)});
  })`);
};

/** A bitmap of Windows with 256 colours, from the colour to white: how much of each pixel is covered is its number. */
const bmpOf = ({ width, height, colour }, coverage) => {
  const palette = Buffer.alloc(4 * 256);
  for (let index = 0; index < 256; index += 1)
    for (const [at, part] of colour.toReversed().entries())
      palette[4 * index + at] = Math.round(part + ((255 - part) * index) / 255);
  const rowBytes = Math.ceil(width / 4) * 4;
  const head = Buffer.alloc(54);
  head.write('BM', 'latin1');
  head.writeUInt32LE(head.length + palette.length + rowBytes * height, 2);
  head.writeUInt32LE(head.length + palette.length, 10);
  head.writeUInt32LE(40, 14);
  head.writeInt32LE(width, 18);
  head.writeInt32LE(height, 22);
  head.writeUInt16LE(1, 26);
  head.writeUInt16LE(8, 28);
  head.writeUInt32LE(rowBytes * height, 34);
  const rows = Buffer.alloc(rowBytes * height);
  // The lowest row is the first.
  for (const [index, covered] of coverage.entries())
    rows[rowBytes * (height - 1 - Math.floor(index / width)) + (index % width)] = covered;
  return Buffer.concat([head, palette, rows]);
};

const icnsSizes = {
  icp4: 16,
  icp5: 32,
  ic07: 128,
  ic08: 256,
  ic09: 512,
  ic11: 32,
  ic12: 64,
  ic13: 256,
  ic14: 512,
};

const drawAll = async () => {
  const window = new BrowserWindow({ show: false });
  await window.loadURL('about:blank');
  const sizes = [16, 24, 32, 48, 64, 128, 256, 512];
  const pictures = [];
  for (const size of sizes) pictures.push({ size, png: await draw(window, size) });
  const installer = join(resources, 'installer');
  mkdirSync(join(installer, 'icons'), { recursive: true });
  for (const { size, png } of pictures) writeFileSync(join(installer, 'icons', `${size}x${size}.png`), png);
  writeFileSync(
    join(installer, 'icon.ico'),
    icoOf(pictures.filter(({ size }) => size <= 256 && size !== 128)),
  );
  const named = [];
  for (const [name, size] of Object.entries(icnsSizes))
    named.push({ name, png: await draw(window, size, 3) });
  writeFileSync(join(installer, 'icon.icns'), icnsOf(named));
  writeFileSync(join(installer, 'setup-side.bmp'), bmpOf(side, await sideCoverage(window)));
  writeFileSync(join(resources, 'icon.png'), pictures.find(({ size }) => size === 256).png);
  app.quit();
};

// Not awaited: Electron becomes ready only when this module has run to its end.
void app.whenReady().then(drawAll);
