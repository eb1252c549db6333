/**
 * Makes an asar archive of files without folders: enough for Electron's default app.
 *
 * The format is a Chromium pickle with the header's size, a pickle with the header (JSON), then the contents:
 * https://github.com/electron/asar#format
 *
 * @param files content by file name
 * @returns the archive's bytes
 */
export function packAsar(files: Readonly<Record<string, string>>): Buffer {
  const contents: Buffer[] = [];
  const entries: Record<string, { readonly size: number; readonly offset: string }> = {};
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const content = Buffer.from(text, 'utf8');
    entries[name] = { size: content.length, offset: String(offset) };
    offset += content.length;
    contents.push(content);
  }
  return Buffer.concat([...headerPickles(JSON.stringify({ files: entries })), ...contents]);
}

function headerPickles(json: string): readonly Buffer[] {
  const text = Buffer.from(json, 'utf8');
  // Pickles are aligned to four bytes.
  const padding = Buffer.alloc((4 - (text.length % 4)) % 4);
  const payloadSize = 4 + text.length + padding.length;
  const lengths = Buffer.alloc(16);
  lengths.writeUInt32LE(4, 0);
  lengths.writeUInt32LE(4 + payloadSize, 4);
  lengths.writeUInt32LE(payloadSize, 8);
  lengths.writeUInt32LE(text.length, 12);
  return [lengths, text, padding];
}
