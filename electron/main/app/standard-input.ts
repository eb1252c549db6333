/** How long to wait: data on standard input is there immediately, or will not come. */
const timeoutMs = 5_000;
/** A PIN is much shorter. */
const maxCharacters = 100;

/**
 * Reads the first line of standard input: a PIN, which must appear neither in the process list nor in the environment. A terminal is not
 * read: it would show what is typed, and the program would wait for the user.
 * @returns null if no line arrives. Never rejects.
 */
export const readFirstLine = (
  input: NodeJS.ReadableStream & { readonly isTTY?: boolean; destroy?: () => unknown },
  limitMs = timeoutMs,
): Promise<string | null> =>
  new Promise((resolve) => {
    if (input.isTTY === true) return resolve(null);
    let text = '';
    const settle = (): void => {
      clearTimeout(late);
      input.removeListener('data', take);
      // Later errors are ignored.
      input.on('error', () => undefined);
      input.pause();
      input.destroy?.();
      // PowerShell may put a byte order mark before what it pipes.
      const [line = ''] = text.replace(/^\uFEFF/, '').split(/\r?\n/);
      resolve(line === '' ? null : line);
    };
    const take = (more: Buffer | string): void => {
      text += more.toString();
      if (text.includes('\n') || text.length > maxCharacters) settle();
    };
    // Data that arrived while the program was busy is read before the time limit applies.
    const late = setTimeout(() => setImmediate(settle), limitMs);
    input.on('data', take).once('end', settle).once('error', settle);
  });
