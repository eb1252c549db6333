/** What comes on standard input is there at once, or nobody sends anything. */
const patienceMs = 5_000;
/** A PIN is much shorter. */
const maxCharacters = 100;

/**
 * Reads the first line of standard input: a PIN, which is to stand neither in the list of processes nor in the environment.
 * A terminal is not read: it would show what is typed, and a person would be waited for.
 * @returns null when no line comes. Never rejects.
 */
export const readFirstLine = (
  input: NodeJS.ReadableStream & { readonly isTTY?: boolean; destroy?: () => unknown },
  limitMs = patienceMs,
): Promise<string | null> =>
  new Promise((resolve) => {
    if (input.isTTY === true) return resolve(null);
    let text = '';
    const settle = (): void => {
      clearTimeout(late);
      input.removeListener('data', take);
      // An error that comes later is nobody's.
      input.on('error', () => undefined);
      input.pause();
      input.destroy?.();
      const [line = ''] = text.split(/\r?\n/);
      resolve(line === '' ? null : line);
    };
    const take = (more: Buffer | string): void => {
      text += more.toString();
      if (text.includes('\n') || text.length > maxCharacters) settle();
    };
    // What came while the program was busy is read before the time is up.
    const late = setTimeout(() => setImmediate(settle), limitMs);
    input.on('data', take).once('end', settle).once('error', settle);
  });
